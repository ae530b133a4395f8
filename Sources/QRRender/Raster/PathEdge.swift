// SPDX-License-Identifier: Apache-2.0

/// A straight piece of an outline, in 256ths of a pixel; it always runs down, and the sign says which way the path went.
struct PathEdge {
    /// The steps along one side of a pixel.
    static let scale = 256

    /// More than any coordinate.
    private static let bias = 1 << 30

    /// Where it begins.
    let top: Int
    /// Where it ends, below the top.
    let bottom: Int
    /// 1 when the path runs down here, -1 when it runs up.
    let sign: Int32
    private let x: Double
    private let slope: Double

    /// The edge between two places; `nil` when it is level, which adds nothing to an area.
    init?(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
        guard start.y != end.y else { return nil }
        let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
        (top, bottom, sign) = (upper.y, lower.y, start.y < end.y ? 1 : -1)
        x = Double(upper.x)
        // The same two places give the same slope whichever way the path goes, so that shared edges cancel exactly.
        slope = Double(lower.x - upper.x) / Double(lower.y - upper.y)
    }

    /// Whether it runs straight down.
    var isUpright: Bool { slope == 0 }

    /// Where it crosses a level between its ends.
    @inline(__always)
    func x(at y: Int) -> Int {
        Self.rounded(x + slope * Double(y - top))
    }

    /// The steps that a number of pixels has.
    @inline(__always)
    static func steps(_ pixels: Double) -> Int {
        rounded(pixels * Double(scale))
    }

    @inline(__always)
    private static func rounded(_ steps: Double) -> Int {
        // Cut after the point, which is quick, rounds to the nearest once the number is positive and half a step more.
        Int(steps + Double(bias) + 0.5) - bias
    }
}
