// SPDX-License-Identifier: Apache-2.0

/// What a layer is painted with, on a raster.
enum PaintRows {
    /// One color.
    case solid(UInt32)
    /// Colors along a line: the place in the ramp at the top left corner, and what a pixel to the right and one down add.
    case linear(GradientRamp, start: Float, right: Float, down: Float)
    /// Colors from a center outward, in pixels.
    case radial(GradientRamp, x: Float, y: Float, radius: Float)
    /// A picture.
    case picture(PictureRows)

    /// Lays a paint on a raster.
    init(_ paint: ScenePaint, layout: PixelLayout) {
        let (module, offset) = (Double(layout.module), Double(layout.offset))
        switch paint {
        case .solid(let color): self = .solid(color.pixel)
        case .linear(let from, let to, let stops):
            let (dx, dy) = ((to.x - from.x) * module, (to.y - from.y) * module)
            let square = dx * dx + dy * dy
            let start = -((from.x * module + offset) * dx + (from.y * module + offset) * dy) / square
            let (right, down) = (dx / square, dy / square)
            // A line without length shows its last color, as in SVG 2, §14.2.2: no number counts as the start.
            guard square > 0 else {
                self = .solid((stops.last?.color ?? .transparent).pixel)
                return
            }
            self = .linear(
                GradientRamp(stops),
                start: Float(start + (right + down) / 2),
                right: Float(right),
                down: Float(down),
            )
        case .radial(let center, let radius, let stops):
            self = .radial(
                GradientRamp(stops),
                x: Float(center.x * module + offset - 0.5),
                y: Float(center.y * module + offset - 0.5),
                radius: Float(radius * module),
            )
        }
    }

    /// Whether all rows have the same colors.
    var isSteady: Bool {
        switch self {
        case .solid: true
        case .linear(_, _, _, let down): down == 0
        case .radial, .picture: false
        }
    }

    /// Paints spans of a row.
    ///
    /// - Parameters:
    ///   - spans: The spans.
    ///   - y: The row.
    ///   - row: The pixels that the spans lie on.
    func paint(_ spans: [CoverageSpan], y: Int, on row: inout [UInt32]) {
        var row = row.mutableSpan
        switch self {
        case .solid(let pixel):
            for span in spans { Self.fill(span, with: pixel, &row) }
        case .linear(let ramp, let start, let right, let down):
            let first = start + down * Float(y)
            for span in spans { Self.blend(span, &row) { ramp[first + right * Float($0)] } }
        case .radial(let ramp, let centerX, let centerY, let radius):
            let (dy, scale) = (Float(y) - centerY, 1 / radius)
            for span in spans {
                Self.blend(span, &row) { x in
                    let dx = Float(x) - centerX
                    return ramp[(dx * dx + dy * dy).squareRoot() * scale]
                }
            }
        case .picture(let picture):
            let pixels = picture.row(y)
            let first = picture.firstPixel
            for span in spans {
                guard let part = span.clipped(to: first..<first + pixels.count) else { continue }
                Self.blend(part, &row) { pixels[$0 - first] }
            }
        }
    }

    /// Paints a span with one color; long spans mostly lie on one color too, whose mixture is computed once.
    private static func fill(_ span: CoverageSpan, with pixel: UInt32, _ row: inout MutableSpan<UInt32>) {
        if pixel >> 24 == 255, span.coverage == 255 {
            row.fill(span.pixels, with: pixel)
            return
        }
        var backdrop = row[Int(span.start)]
        var mixture = PixelBlend.over(pixel, coverage: span.coverage, backdrop)
        for x in span.pixels {
            if row[x] != backdrop {
                backdrop = row[x]
                mixture = PixelBlend.over(pixel, coverage: span.coverage, backdrop)
            }
            row[x] = mixture
        }
    }

    @inline(__always)
    private static func blend(
        _ span: CoverageSpan,
        _ row: inout MutableSpan<UInt32>,
        color: (_ x: Int) -> UInt32,
    ) {
        for x in span.pixels { row[x] = PixelBlend.over(color(x), coverage: span.coverage, row[x]) }
    }
}

extension MutableSpan<UInt32> {
    /// Sets a range of pixels, as fast as memory goes.
    mutating func fill(_ range: Range<Int>, with pixel: UInt32) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        unsafe withUnsafeMutableBufferPointer {
            unsafe UnsafeMutableBufferPointer(rebasing: $0[range]).update(repeating: pixel)
        }
    }
}

extension CoverageSpan {
    /// The part within a range of pixels; `nil` when there is none.
    fileprivate func clipped(to range: Range<Int>) -> CoverageSpan? {
        let part = pixels.clamped(to: range)
        guard !part.isEmpty else { return nil }
        return CoverageSpan(start: Int32(part.lowerBound), end: Int32(part.upperBound), coverage: coverage)
    }
}
