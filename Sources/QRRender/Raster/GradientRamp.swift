// SPDX-License-Identifier: Apache-2.0

/// The colors of a gradient from its start to its end, computed once.
///
/// They are mixed in gamma-coded sRGB with straight alpha, as SVG user agents do (SVG 2, §14.2.4).
struct GradientRamp {
    /// Four times as many as a channel has steps: the nearest entry is the right color but for a rounding.
    private static let count = 1_024

    private let pixels: [UInt32]

    /// Mixes the stops, whose offsets ascend.
    init(_ stops: [Gradient.Stop]) {
        pixels = (0..<Self.count).map { index in
            Self.color(at: (Double(index) + 0.5) / Double(Self.count), stops).pixel
        }
    }

    /// The color at a place: 0 is the start, 1 the end; beyond them nothing changes.
    @inline(__always)
    subscript(place: Float) -> UInt32 {
        // The comparisons are so arranged that no number at all becomes the start.
        let index = place > 0 ? (place < 1 ? Int(place * Float(Self.count)) : Self.count - 1) : 0
        return pixels[index]
    }

    private static func color(at place: Double, _ stops: [Gradient.Stop]) -> Color {
        guard let next = stops.firstIndex(where: { $0.offset > place }) else {
            return stops.last?.color ?? .transparent
        }
        guard next > 0 else { return stops[0].color }
        let (low, high) = (stops[next - 1], stops[next])
        let share = (place - low.offset) / (high.offset - low.offset)
        func mix(_ one: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Double(one) + (Double(other) - Double(one)) * share).rounded())
        }
        return Color(
            red: mix(low.color.red, high.color.red),
            green: mix(low.color.green, high.color.green),
            blue: mix(low.color.blue, high.color.blue),
            alpha: mix(low.color.alpha, high.color.alpha),
        )
    }
}
