// SPDX-License-Identifier: Apache-2.0

/// A picture scaled into its frame, row by row from the top down.
///
/// The filter is a tent as wide as two of the larger pixels of source and target: bilinear where the picture grows, an
/// average of what falls on a pixel where it shrinks. Colors are weighted by their alpha, so that what is transparent
/// leaves no rim.
final class PictureRows {
    /// The column of pixels in which the rows begin.
    let firstPixel: Int

    private let picture: Picture
    private let columns: ResampledAxis
    private let lines: ResampledAxis
    private let firstLine: Int
    /// One line of the picture's width: the mean of the lines that fall on the row, color times alpha.
    private var means: [SIMD4<Float>]
    private var pixels: [UInt32]

    /// Prepares a picture.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - frame: Where it lies, in modules.
    ///   - layout: Where the modules lie.
    init(_ picture: Picture, frame: Rect, layout: PixelLayout) {
        self.picture = picture
        let (module, offset) = (Double(layout.module), Double(layout.offset))
        columns = ResampledAxis(
            source: picture.width, start: frame.x * module + offset, length: frame.width * module, limit: layout.side,
        )
        lines = ResampledAxis(
            source: picture.height, start: frame.y * module + offset, length: frame.height * module, limit: layout.side,
        )
        (firstPixel, firstLine) = (columns.firstTarget, lines.firstTarget)
        means = Array(repeating: .zero, count: picture.width)
        pixels = Array(repeating: 0, count: columns.count)
    }

    /// The pixels of a row from ``firstPixel`` on; none outside of the frame.
    func row(_ y: Int) -> [UInt32] {
        guard lines.contains(y) else { return [] }
        average(lines.taps(of: y - firstLine))
        let means = means
        // Taken out meanwhile, so that it is changed in place.
        var row = pixels
        pixels = []
        for index in row.indices { row[index] = Self.pixel(columns.mix(means.span, at: index)) }
        pixels = row
        return row
    }

    private func average(_ taps: ResampledAxis.Taps) {
        for x in means.indices { means[x] = .zero }
        for (line, weight) in zip(taps.sources, taps.weights) {
            var byte = line * picture.width * 4
            for x in means.indices {
                let color = SIMD4<Float>(
                    Float(picture.pixels[byte]), Float(picture.pixels[byte + 1]), Float(picture.pixels[byte + 2]), 255,
                )
                means[x] += color * (Float(picture.pixels[byte + 3]) * weight)
                byte += 4
            }
        }
    }

    /// Straight alpha again; the sums hold color times alpha, and 255 times alpha.
    private static func pixel(_ sum: SIMD4<Float>) -> UInt32 {
        let alpha = sum.w / 255
        guard alpha >= 0.5 else { return Color.transparent.pixel }
        let color = (sum / alpha + 0.5).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
        return UInt32(color.x) | UInt32(color.y) << 8 | UInt32(color.z) << 16 | UInt32(min(255, alpha + 0.5)) << 24
    }
}
