// SPDX-License-Identifier: Apache-2.0

/// The filters that make photographs compress better (PNG Specification, §9).
///
/// For each row the one whose output has the least sum of absolute values is taken, the heuristic that §12.7 of the
/// specification recommends. Flat areas, and gradients that repeat from row to row, compress better without any.
struct PNGFilter {
    private let bytesPerPixel: Int
    /// The row before, none above the first.
    private var above: [UInt8]
    private var filtered: [UInt8]
    private var best: [UInt8]

    /// Prepares for rows.
    ///
    /// - Parameters:
    ///   - rowBytes: The bytes of a row, its filter type included.
    ///   - bytesPerPixel: The bytes of a pixel, at least 1.
    init(rowBytes: Int, bytesPerPixel: Int) {
        self.bytesPerPixel = bytesPerPixel
        above = Array(repeating: 0, count: rowBytes)
        filtered = above
        best = filtered
    }

    /// Filters the next row.
    ///
    /// - Parameter row: The bytes of the row, the first of which is for the filter type.
    /// - Returns: The filter type and the filtered bytes.
    mutating func apply(to row: [UInt8]) -> [UInt8] {
        var least = Int.max
        for type in [UInt8(0), 1, 2, 4] {
            let sum = filter(row, type: type)
            guard sum < least else { continue }
            least = sum
            swap(&best, &filtered)
        }
        above = row
        return best
    }

    /// Fills ``filtered``.
    ///
    /// - Returns: The sum of the absolute values of the bytes taken as signed.
    private mutating func filter(_ row: [UInt8], type: UInt8) -> Int {
        filtered[0] = type
        var sum = 0
        for index in 1..<row.count {
            let left = index <= bytesPerPixel ? 0 : row[index - bytesPerPixel]
            let corner = index <= bytesPerPixel ? 0 : above[index - bytesPerPixel]
            let predicted: UInt8 =
                switch type {
                case 1: left
                case 2: above[index]
                case 4: Self.paeth(left, above[index], corner)
                default: 0
                }
            let byte = row[index] &- predicted
            filtered[index] = byte
            sum += Int(Int8(bitPattern: byte).magnitude)
        }
        return sum
    }

    /// The neighbor that is closest to left + above - corner (§9.4).
    @inline(__always)
    private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let (byLeft, byAbove) = (Int(above) - Int(corner), Int(left) - Int(corner))
        let byCorner = (byLeft + byAbove).magnitude
        if byLeft.magnitude <= byAbove.magnitude, byLeft.magnitude <= byCorner { return left }
        return byAbove.magnitude <= byCorner ? above : corner
    }
}
