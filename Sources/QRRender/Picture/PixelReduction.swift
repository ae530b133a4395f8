// SPDX-License-Identifier: Apache-2.0

/// Scales a picture down while its rows come in, so that the whole of it need never be in memory.
///
/// Every pixel of the result is the mean of the area it covers, with exact weights for the pixels that its edges cut. The
/// colors count by their opacity: the invisible color of a transparent pixel must not show at the edges of a logo.
///
/// Lengths are integers: one source pixel is as long as the result has pixels, so that one pixel of the result is as
/// long as the source has pixels. The sums stay below 255² · 8,192 in a row and 255² · 2²⁴ in all.
struct PixelReduction {
    private let sourceWidth: Int
    private let sourceHeight: Int
    private let width: Int
    private let height: Int

    private var rowsTaken = 0
    /// For each pixel of the result, the sums of one source row: three channels times alpha, and alpha.
    private var line: [UInt32]
    /// The same over the source rows that the current row of the result covers.
    private var sums: [UInt64]
    private var bytes: [UInt8] = []

    /// For a picture of any size within the limits of ``PictureDecoder``; one that fits already is kept as it is.
    init(width: Int, height: Int) {
        sourceWidth = width
        sourceHeight = height
        (self.width, self.height) = Self.size(of: width, by: height)
        line = Array(repeating: 0, count: self.width * 4)
        sums = Array(repeating: 0, count: self.width * 4)
        bytes.reserveCapacity(self.width * self.height * 4)
    }

    /// The size that a picture is scaled to: its own, or the largest in its proportions that is allowed.
    static func size(of width: Int, by height: Int) -> (width: Int, height: Int) {
        let longer = max(width, height)
        let limit = Picture.sideLimit
        guard longer > limit else { return (width, height) }
        return (max(1, (width * limit + longer / 2) / longer), max(1, (height * limit + longer / 2) / longer))
    }

    /// The scaled picture, once all rows are in.
    var result: PixelBlock { PixelBlock(width: width, height: height, bytes: bytes) }

    /// Takes the next row from the top: four bytes for each source pixel.
    mutating func add(_ row: Span<UInt8>) {
        guard width < sourceWidth || height < sourceHeight else {
            for index in row.indices { bytes.append(row[index]) }
            return
        }
        gather(row)
        let end = (rowsTaken + 1) * height
        let boundary = (rowsTaken * height / sourceHeight + 1) * sourceHeight
        rowsTaken += 1
        addLine(times: min(end, boundary) - (rowsTaken - 1) * height)
        guard end >= boundary else { return }
        closeRow()
        addLine(times: end - boundary)
    }

    /// Sums a row by the pixels of the result; each source pixel touches at most two of them.
    private mutating func gather(_ row: Span<UInt8>) {
        for index in line.indices { line[index] = 0 }
        var target = 0
        var room = sourceWidth
        for x in 0..<sourceWidth {
            let first = min(room, width)
            add(row, pixel: x, to: target, times: first)
            room -= first
            guard room == 0 else { continue }
            target += 1
            room = sourceWidth
            guard first < width else { continue }
            add(row, pixel: x, to: target, times: width - first)
            room -= width - first
        }
    }

    private mutating func add(_ row: Span<UInt8>, pixel: Int, to target: Int, times weight: Int) {
        let alpha = UInt32(row[pixel * 4 + 3]) &* UInt32(truncatingIfNeeded: weight)
        for channel in 0..<3 {
            line[target * 4 + channel] &+= UInt32(row[pixel * 4 + channel]) &* alpha
        }
        line[target * 4 + 3] &+= alpha
    }

    private mutating func addLine(times weight: Int) {
        for index in line.indices {
            sums[index] &+= UInt64(line[index]) &* UInt64(truncatingIfNeeded: weight)
        }
    }

    /// Writes the current row of the result and starts the next.
    private mutating func closeRow() {
        let area = UInt64(sourceWidth * sourceHeight)
        for pixel in stride(from: 0, to: sums.count, by: 4) {
            let alpha = sums[pixel + 3]
            for channel in pixel..<pixel + 3 {
                bytes.append(alpha == 0 ? 0 : UInt8(truncatingIfNeeded: (sums[channel] + alpha / 2) / alpha))
            }
            bytes.append(UInt8(truncatingIfNeeded: (alpha + area / 2) / area))
        }
        for index in sums.indices { sums[index] = 0 }
    }
}
