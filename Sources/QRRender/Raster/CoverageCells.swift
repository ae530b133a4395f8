// SPDX-License-Identifier: Apache-2.0

/// The pixels of one row while edges are added up.
struct CoverageCells {
    private struct Cell {
        /// The height of the edges in this pixel: what they add to all pixels on the right.
        var cover: Int32 = 0
        /// Twice the area between the pixel's left side and the edges, which they do not cover of the pixel itself.
        var area: Int32 = 0
    }

    private var cells: [Cell]
    /// A bit for every cell that an edge crosses.
    private var crossed: [UInt64]

    /// A row of empty pixels.
    init(count: Int) {
        cells = Array(repeating: Cell(), count: count)
        crossed = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Adds an edge that crosses a part of the row, in 256ths of a pixel.
    ///
    /// - Parameters:
    ///   - height: The height of the part, 0…256.
    ///   - start: Where the edge enters.
    ///   - end: Where it leaves; which of both is above has no say.
    ///   - sign: The direction of the path.
    mutating func add(height: Int, from start: Int, to end: Int, sign: Int32) {
        var x = min(start, end)
        let right = max(start, end)
        let width = right - x
        guard x >> 8 != right >> 8 else {
            add(height: height, at: x >> 8, x & 255, right & 255, sign: sign)
            return
        }
        var done = 0
        let left = x
        if x < 0 {
            // What lies left of the picture covers all of it from the first pixel on.
            x = min(0, right)
            done = height * (x - left) / width
            add(height: done, at: 0, 0, 0, sign: sign)
        }
        let limit = cells.count << 8
        while x < min(right, limit) {
            let cell = x >> 8
            let next = min((cell + 1) << 8, right)
            // Rounding the sum, not the parts, keeps the whole height exact.
            let reached = (height * (next - left) + width / 2) / width
            add(height: reached - done, at: cell, x & 255, next - cell << 8, sign: sign)
            (x, done) = (next, reached)
        }
    }

    @inline(__always)
    private mutating func add(height: Int, at index: Int, _ left: Int, _ right: Int, sign: Int32) {
        guard index < cells.count else { return }
        let height = Int32(truncatingIfNeeded: height) * sign
        let area = index < 0 ? 0 : height &* Int32(truncatingIfNeeded: left + right)
        let index = max(0, index)
        cells[index].cover &+= height
        cells[index].area &+= area
        crossed[index >> 6] |= 1 << UInt64(index & 63)
    }

    /// Sums the row up and empties it.
    ///
    /// - Parameters:
    ///   - shades: The steps between none and full coverage, 1…255.
    ///   - spans: Takes the spans, from left to right.
    mutating func sweep(shades: Int, into spans: inout [CoverageSpan]) {
        var cover: Int32 = 0
        var place = 0
        for word in crossed.indices where crossed[word] != 0 {
            var bits = crossed[word]
            crossed[word] = 0
            while bits != 0 {
                let index = word << 6 + bits.trailingZeroBitCount
                bits &= bits - 1
                Self.append(place..<index, cover << 9, shades: shades, to: &spans)
                cover &+= cells[index].cover
                Self.append(index..<index + 1, cover << 9 &- cells[index].area, shades: shades, to: &spans)
                cells[index] = Cell()
                place = index + 1
            }
        }
        Self.append(place..<cells.count, cover << 9, shades: shades, to: &spans)
    }

    /// Appends a span with a coverage of 2^17 for full, unless it is empty.
    @inline(__always)
    private static func append(_ pixels: Range<Int>, _ sum: Int32, shades: Int, to spans: inout [CoverageSpan]) {
        guard !pixels.isEmpty, sum != 0 else { return }
        let shade = (min(Int(sum.magnitude), 1 << 17) * shades + 1 << 16) >> 17
        guard shade > 0 else { return }
        let coverage = UInt32(shade * 255 / shades)
        if let last = spans.last, last.coverage == coverage, last.end == pixels.lowerBound {
            spans[spans.count - 1] = CoverageSpan(start: last.start, end: Int32(pixels.upperBound), coverage: coverage)
        } else {
            spans.append(
                CoverageSpan(start: Int32(pixels.lowerBound), end: Int32(pixels.upperBound), coverage: coverage)
            )
        }
    }
}
