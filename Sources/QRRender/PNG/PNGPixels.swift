// SPDX-License-Identifier: Apache-2.0

/// How the pixels of a picture are written: in the fewest bits that hold all of its colors exactly.
enum PNGPixels {
    /// Numbers of colors in 1, 2, 4 or 8 bits: greys themselves, or places in a palette.
    case indexed(IndexedColors)
    /// Red, green and blue.
    case opaque
    /// Red, green, blue and straight alpha.
    case transparent

    /// Looks at the pictures' colors, all rows through unless there are too many.
    init(_ rows: SceneRows, isOpaque: Bool) {
        var colors = ColorSet()
        do {
            try rows.forEach { row, _ throws(ColorSet.Overflow) in try colors.insert(row) }
            self = .indexed(IndexedColors(colors))
        } catch {
            self = isOpaque ? .opaque : .transparent
        }
    }

    /// Whether pixels are numbers of colors.
    var isIndexed: Bool {
        if case .indexed = self { true } else { false }
    }

    /// The effort of zlib: in sixteen colors its sixth level finds half the bytes of the fourth in half as much time
    /// again; in gradients it finds a thirtieth.
    var level: Int { isIndexed ? 6 : 4 }

    /// The color type of the IHDR chunk (PNG Specification, table 11.1).
    var colorType: UInt8 {
        switch self {
        case .indexed(let colors): colors.isGrey ? 0 : 3
        case .opaque: 2
        case .transparent: 6
        }
    }

    /// The bits of a number or a channel.
    var bitDepth: UInt8 {
        if case .indexed(let colors) = self { UInt8(colors.bits) } else { 8 }
    }

    /// The bytes of the smallest unit that filters look at (§9.2).
    var bytesPerPixel: Int {
        switch self {
        case .indexed: 1
        case .opaque: 3
        case .transparent: 4
        }
    }

    /// The bytes of a row, its filter type included.
    func rowBytes(side: Int) -> Int {
        if case .indexed(let colors) = self { 1 + (side * colors.bits + 7) / 8 } else { 1 + side * bytesPerPixel }
    }

    /// Writes a row behind the byte of its filter type.
    ///
    /// - Parameters:
    ///   - row: The pixels.
    ///   - bytes: As many bytes as a row takes.
    func pack(_ row: [UInt32], into bytes: inout MutableSpan<UInt8>) {
        switch self {
        case .indexed(let colors): colors.pack(row, into: &bytes)
        case .opaque:
            for x in row.indices {
                let pixel = row[x]
                bytes[3 * x + 1] = UInt8(truncatingIfNeeded: pixel)
                bytes[3 * x + 2] = UInt8(truncatingIfNeeded: pixel >> 8)
                bytes[3 * x + 3] = UInt8(truncatingIfNeeded: pixel >> 16)
            }
        case .transparent:
            for x in row.indices {
                let pixel = row[x]
                bytes[4 * x + 1] = UInt8(truncatingIfNeeded: pixel)
                bytes[4 * x + 2] = UInt8(truncatingIfNeeded: pixel >> 8)
                bytes[4 * x + 3] = UInt8(truncatingIfNeeded: pixel >> 16)
                bytes[4 * x + 4] = UInt8(truncatingIfNeeded: pixel >> 24)
            }
        }
    }

    /// Appends the chunks between IHDR and IDAT that the colors need.
    func appendChunks(to file: inout [UInt8]) {
        if case .indexed(let colors) = self { colors.appendChunks(to: &file) }
    }
}
