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
            let disc = ModuleShape.disc(1).path
            for index in 0..<6 {
                for (column, row) in [(index, 0), (6, index), (6 - index, 6), (0, 6 - index)] {
                    path.append(disc, at: Point(Double(x + column), Double(y + row)))
                }
            }
            return path
        }
        path.appendRect(box, radii: Self.radii(shape))
        path.appendRect(box.inset(by: 1), radii: Self.holeRadii(shape), isHole: true)
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
        case .sunburst: path.appendStar(core.center, points: 12, outer: 1.7, inner: 1.42)
        // The points at the side lie higher than the middle, hence the shift.
        case .star:
            path.appendStar(Point(core.center.x, core.center.y + 0.15), points: 5, outer: 2.1, inner: 1.2)
        case .diamond: path.appendDiamond(core.center, reach: 2.1, cut: 0.4)
        case .cross: path.appendPolygon(Self.cross(core, notch: 0.6))
        // Nine discs that touch leave gaps between them in which readers lose the eye.
        case .dots: path.appendBulges(core, count: 3, depth: 0.25)
        }
        return path
    }

    /// A thin line around the eye, in the middle of the separator and of the quiet zone's first module; it follows the
    /// frame's corners.
    ///
    /// - Parameter frame: The shape of the frame.
    /// - Returns: The line.
    func outline(around frame: EyeStyle.Frame) -> Path {
        var path = Path()
        let radii = Self.radii(frame)
        path.appendRect(box.inset(by: -0.58), radii: radii.map { $0 == 0 ? 0 : $0 + 0.58 })
        path.appendRect(box.inset(by: -0.42), radii: radii.map { $0 == 0 ? 0 : $0 + 0.42 }, isHole: true)
        return path
    }

    /// The radii of a frame's corners, from the top left one clockwise.
    ///
    /// They are as large as decoders allow: OpenCV takes the place of the symbol from these corners and misses it from
    /// about 1.25 on, zbar fails on codes turned by 45° from 2.5 on. A ring can't be helped.
    private static func radii(_ shape: EyeStyle.Frame) -> [Double] {
        switch shape {
        case .square, .frame, .dots: [0, 0, 0, 0]
        case .rounded: [1.25, 1.25, 1.25, 1.25]
        case .extraRounded: [2, 2, 2, 2]
        case .circle: [3.5, 3.5, 3.5, 3.5]
        case .leafTopLeft: [0, 2, 2, 2]
        case .leafTopRight: [2, 0, 2, 2]
        case .leafBottomRight: [2, 2, 0, 2]
        case .leafBottomLeft: [2, 2, 2, 0]
        }
    }

    /// The radii of the corners inside a frame: with the middle of curvature of the outer ones, so that the ring is one
    /// module wide all round, but where readers need more room.
    private static func holeRadii(_ shape: EyeStyle.Frame) -> [Double] {
        switch shape {
        // Rounder, zxing-cpp no longer sees that it is an eye.
        case .frame: [1.25, 1.25, 1.25, 1.25]
        // A quarter, which an even width asks for, would look sharp.
        case .rounded: [0.5, 0.5, 0.5, 0.5]
        // Rounder, the corners of a square center come so near to the ring that zbar misses every fourth code.
        case .circle: [2, 2, 2, 2]
        default: radii(shape).map { max(0, $0 - 1) }
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
