// SPDX-License-Identifier: Apache-2.0

/// Draws the modules of an rMQR Code symbol (ISO/IEC 23941:2022, 6.3, 7.7 to 7.9).
struct RMQRMatrix {
    let width: Int
    let height: Int
    private(set) var words: [UInt64]
    private var reserved: [UInt64]

    /// Draws a whole symbol.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - isHigh: Whether the level is H, which the format information tells.
    ///   - message: The final codeword sequence.
    init(_ version: RMQRVersion, isHigh: Bool, message: [UInt8]) {
        (width, height) = (version.width, version.height)
        words = Array(repeating: 0, count: height * ((width + 63) / 64))
        reserved = words
        drawTimingPatterns(version.alignmentColumns)
        drawCorners()
        drawFinders()
        drawFormatInformation(version.number - 1 | (isHigh ? 32 : 0))
        place(message)
    }

    private mutating func set(x: Int, y: Int, dark: Bool) {
        let index = y * ((width + 63) / 64) + x / 64
        let bit = 1 << UInt64(x % 64) as UInt64
        reserved[index] |= bit
        if dark { words[index] |= bit } else { words[index] &= ~bit }
    }

    /// The edges and the columns of the alignment patterns, which have a square at each end.
    private mutating func drawTimingPatterns(_ columns: [Int]) {
        for x in 0..<width {
            for y in [0, height - 1] { set(x: x, y: y, dark: x % 2 == 0) }
        }
        for y in 0..<height {
            for x in [0, width - 1] + columns { set(x: x, y: y, dark: y % 2 == 0) }
        }
        for center in columns {
            for top in [0, height - 3] {
                for dy in 0..<3 {
                    for dx in -1...1 { set(x: center + dx, y: top + dy, dark: dx != 0 || dy != 1) }
                }
            }
        }
    }

    /// The corner finder patterns at the top right and the bottom left.
    private mutating func drawCorners() {
        set(x: width - 2, y: 0, dark: true)
        set(x: width - 2, y: 1, dark: false)
        set(x: width - 1, y: 1, dark: true)
        set(x: 0, y: height - 2, dark: true)
        set(x: 1, y: height - 2, dark: false)
        set(x: 1, y: height - 1, dark: true)
    }

    /// The finder with its separator at the top left, and the smaller one at the bottom right.
    private mutating func drawFinders() {
        for y in 0..<min(8, height) {
            for x in 0..<8 {
                let ring = max(abs(x - 3), abs(y - 3))
                set(x: x, y: y, dark: ring != 2 && ring != 4)
            }
        }
        for dy in -2...2 {
            for dx in -2...2 { set(x: width - 3 + dx, y: height - 3 + dy, dark: max(abs(dx), abs(dy)) != 1) }
        }
    }

    /// Six bits with twelve check bits, once beside each finder, masked differently.
    private mutating func drawFormatInformation(_ data: Int) {
        let bits = BCHCode.codeword(data, generator: 0x1F25, checkBits: 12)
        for bit in 0..<18 {
            let isLeft = (bits ^ 0x1FAB2) >> bit & 1 == 1
            set(x: 8 + bit / 5, y: 1 + bit % 5, dark: isLeft)
            let isRight = (bits ^ 0x20A7B) >> bit & 1 == 1
            // The last three bits of the right copy lie in a row instead of a column.
            let (x, y) = bit < 15 ? (bit / 5, bit % 5) : (bit - 12, 0)
            set(x: width - 8 + x, y: height - 6 + y, dark: isRight)
        }
    }

    /// Pairs of columns from right to left, upwards first, with the one mask that there is.
    private mutating func place(_ message: [UInt8]) {
        let wordsPerRow = (width + 63) / 64
        var bit = 0
        var isUpward = true
        for right in stride(from: width - 2, to: 0, by: -2) {
            for step in 0..<height {
                let y = isUpward ? height - 1 - step : step
                for x in [right, right - 1] where reserved[y * wordsPerRow + x / 64] >> UInt64(x % 64) & 1 == 0 {
                    let isDark = bit < 8 * message.count && message[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                    let inverts = DataMask.inverts(mask: 4, row: y, column: x)
                    if isDark != inverts { words[y * wordsPerRow + x / 64] |= 1 << UInt64(x % 64) }
                }
            }
            isUpward.toggle()
        }
    }
}
