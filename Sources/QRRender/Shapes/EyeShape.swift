// SPDX-License-Identifier: Apache-2.0

/// The areas of one eye.
///
/// Through its middle every eye keeps the widths 1 : 1 : 3 : 1 : 1 by which readers find it.
struct EyeShape {
    /// The scene's column of the eye's first module.
    let x: Int
    /// The scene's row of the eye's first module.
    let y: Int

    /// Seven modules a side.
    var box: Rect { Rect(x: Double(x), y: Double(y), width: 7, height: 7) }

    /// The ring of the outermost modules.
    func frame(_ shape: EyeStyle.Frame) -> Path {
        var path = Path()
        guard shape != .dots else {
            for index in 0..<7 {
                for (column, row) in [(index, 0), (6, index), (6 - index, 6), (0, 6 - index)]
                where index < 6 {
                    ModuleShape.disc(1).append(x: x + column, y: y + row, to: &path)
                }
            }
            return path
        }
        let outer = Self.radii(shape)
        // The hole has the same middle of curvature, so that the ring is one module wide all round.
        let inner = shape == .frame ? [1.5, 1.5, 1.5, 1.5] : outer.map { max(0, $0 - 1) }
        path.appendRect(box, radii: outer)
        path.appendRect(box.inset(by: 1), radii: inner, isHole: true)
        return path
    }

    /// The square of the three innermost modules.
    func center(_ shape: EyeStyle.Center) -> Path {
        var path = Path()
        let core = box.inset(by: 2)
        switch shape {
        case .square: path.appendRect(core)
        case .rounded: path.appendRect(core, radii: [0.9, 0.9, 0.9, 0.9])
        case .circle: path.appendDisc(core.center, radius: 1.5)
        case .leafTopLeft: path.appendRect(core, radii: [0, 1.3, 1.3, 1.3])
        case .sunburst: path.appendStar(core.center, points: 16, outer: 1.7, inner: 1.3)
        case .star: path.appendStar(core.center, points: 5, outer: 1.9, inner: 1.15)
        case .diamond:
            let (middle, reach) = (core.center, 1.8)
            path.appendPolygon([
                Point(middle.x, middle.y - reach), Point(middle.x + reach, middle.y),
                Point(middle.x, middle.y + reach), Point(middle.x - reach, middle.y),
            ])
        case .cross: path.appendPolygon(Self.cross(core, notch: 0.6))
        case .dots:
            for row in 2..<5 {
                for column in 2..<5 { ModuleShape.disc(1).append(x: x + column, y: y + row, to: &path) }
            }
        }
        return path
    }

    /// A thin line around the eye, in the middle of the separator and of the quiet zone's first module.
    var outline: Path {
        var path = Path()
        path.appendRect(box.inset(by: -0.58))
        path.appendRect(box.inset(by: -0.42), isHole: true)
        return path
    }

    private static func radii(_ shape: EyeStyle.Frame) -> [Double] {
        switch shape {
        case .square, .frame, .dots: [0, 0, 0, 0]
        case .rounded: [1.75, 1.75, 1.75, 1.75]
        case .extraRounded: [2.5, 2.5, 2.5, 2.5]
        case .circle: [3.5, 3.5, 3.5, 3.5]
        case .leafTopLeft: [0, 3, 3, 3]
        case .leafTopRight: [3, 0, 3, 3]
        case .leafBottomRight: [3, 3, 0, 3]
        case .leafBottomLeft: [3, 3, 3, 0]
        }
    }

    /// A square whose corners are notched.
    private static func cross(_ box: Rect, notch: Double) -> [Point] {
        let (left, top) = (box.x, box.y)
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        return [
            Point(left + notch, top), Point(right - notch, top), Point(right - notch, top + notch),
            Point(right, top + notch), Point(right, bottom - notch), Point(right - notch, bottom - notch),
            Point(right - notch, bottom), Point(left + notch, bottom), Point(left + notch, bottom - notch),
            Point(left, bottom - notch), Point(left, top + notch), Point(left + notch, top + notch),
        ]
    }
}

extension Rect {
    /// The rectangle with each edge moved inward.
    func inset(by distance: Double) -> Rect {
        Rect(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
    }
}
