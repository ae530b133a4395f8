// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// The function patterns, drawn module by module straight from ISO/IEC 18004:2015, 6.3, 7.9 and 7.10.
extension ReferenceMatrix {
    /// Annex E, Table E.1, as printed.
    private static let alignmentCenters: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34],
        [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58], [6, 34, 62],
        [6, 26, 46, 66], [6, 26, 48, 70], [6, 26, 50, 74], [6, 30, 54, 78], [6, 30, 56, 82], [6, 30, 58, 86],
        [6, 34, 62, 90],
        [6, 28, 50, 72, 94], [6, 26, 50, 74, 98], [6, 30, 54, 78, 102], [6, 28, 54, 80, 106], [6, 32, 58, 84, 110],
        [6, 30, 58, 86, 114], [6, 34, 62, 90, 118],
        [6, 26, 50, 74, 98, 122], [6, 30, 54, 78, 102, 126], [6, 26, 52, 78, 104, 130], [6, 30, 56, 82, 108, 134],
        [6, 34, 60, 86, 112, 138], [6, 30, 58, 86, 114, 142], [6, 34, 62, 90, 118, 146],
        [6, 30, 54, 78, 102, 126, 150], [6, 24, 50, 76, 102, 128, 154], [6, 28, 54, 80, 106, 132, 158],
        [6, 32, 58, 84, 110, 136, 162], [6, 26, 54, 82, 110, 138, 166], [6, 30, 58, 86, 114, 142, 170],
    ]

    mutating func drawFunctionPatterns(version: Int) {
        for index in 0..<size {
            setFunction(6, index, index % 2 == 0)
            setFunction(index, 6, index % 2 == 0)
        }
        for (centerX, centerY) in [(3, 3), (size - 4, 3), (3, size - 4)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let ring = max(abs(dx), abs(dy))
                    setFunction(centerX + dx, centerY + dy, ring == 3 || ring <= 1)
                }
            }
        }
        let centers = ReferenceMatrix.alignmentCenters[version - 1]
        for centerY in centers {
            for centerX in centers {
                let isCorner =
                    (centerX, centerY) == (6, 6) || (centerX, centerY) == (6, size - 7)
                    || (centerX, centerY) == (size - 7, 6)
                if isCorner { continue }
                for dy in -2...2 {
                    for dx in -2...2 { setFunction(centerX + dx, centerY + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
        drawVersionInformation(version: version)
        drawFormatInformation(errorCorrection: .low, mask: 0)
    }

    /// 7.9: fifteen bits twice around the finders, and the dark module.
    mutating func drawFormatInformation(errorCorrection: ErrorCorrection, mask: Int) {
        let indicator: Int =
            switch errorCorrection {
            case .low: 1
            case .medium: 0
            case .quartile: 3
            case .high: 2
            }
        let data = indicator << 3 | mask
        var remainder = data << 10
        for bit in (10..<15).reversed() where remainder >> bit & 1 == 1 { remainder ^= 0b101_0011_0111 << (bit - 10) }
        let bits = (data << 10 | remainder) ^ 0b101_0100_0001_0010
        // Figure 25: where bit 0, 1, … 14 of the first copy lie, then of the second.
        let first =
            (0...5).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (9...14).map { (14 - $0, 8) }
        let second = (0...7).map { (size - 1 - $0, 8) } + (8...14).map { (8, size - 15 + $0) }
        for (bit, place) in first.enumerated() { setFunction(place.0, place.1, bits >> bit & 1 == 1) }
        for (bit, place) in second.enumerated() { setFunction(place.0, place.1, bits >> bit & 1 == 1) }
        setFunction(8, size - 8, true)
    }

    /// 7.10: eighteen bits twice, from version 7.
    private mutating func drawVersionInformation(version: Int) {
        guard version >= 7 else { return }
        var remainder = version << 12
        for bit in (12..<18).reversed() where remainder >> bit & 1 == 1 {
            remainder ^= 0b1_1111_0010_0101 << (bit - 12)
        }
        let bits = version << 12 | remainder
        for bit in 0..<18 {
            setFunction(bit / 3, size - 11 + bit % 3, bits >> bit & 1 == 1)
            setFunction(size - 11 + bit % 3, bit / 3, bits >> bit & 1 == 1)
        }
    }
}
