// SPDX-License-Identifier: Apache-2.0

@testable import QRRender

/// What a path covers, by another way: each pixel is asked at 16 × 16 places how often the outline winds around them.
struct SupersampledPath {
    private static let samples = 16
    private var lines: [(from: Point, to: Point)] = []

    init(_ path: Path, layout: PixelLayout) {
        var place = Point(0, 0)
        var start = place
        func pixels(_ point: Point) -> Point {
            let (module, offset) = (Double(layout.module), Double(layout.offset))
            return Point(point.x * module + offset, point.y * module + offset)
        }
        for element in path.elements {
            switch element {
            case .move(let point):
                place = pixels(point)
                start = place
            case .line(let point):
                lines.append((place, pixels(point)))
                place = pixels(point)
            case .curve(let first, let second, let last):
                let points = [place, pixels(first), pixels(second), pixels(last)]
                for share in 1...64 {
                    let next = Self.point(points, at: Double(share) / 64)
                    lines.append((place, next))
                    place = next
                }
            case .close:
                lines.append((place, start))
                place = start
            }
        }
    }

    /// De Casteljau's construction, which has nothing in common with powers of the parameter.
    private static func point(_ points: [Point], at share: Double) -> Point {
        if points.count == 1 { return points[0] }
        let between = zip(points, points.dropFirst()).map { one, two in
            Point(one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share)
        }
        return point(between, at: share)
    }

    /// The coverage of each pixel of a square picture, 0…1, row by row.
    func coverage(side: Int) -> [Double] {
        var inside = [Int](repeating: 0, count: side * side)
        for line in 0..<side * Self.samples {
            let y = (Double(line) + 0.5) / Double(Self.samples)
            var crossings = lines.compactMap { from, to -> (x: Double, sign: Int)? in
                guard (from.y <= y) != (to.y <= y) else { return nil }
                return (from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x), from.y < to.y ? 1 : -1)
            }
            crossings.sort { $0.x < $1.x }
            var winding = 0
            for (crossing, next) in zip(crossings, crossings.dropFirst()) {
                winding += crossing.sign
                guard winding != 0 else { continue }
                let first = Int((crossing.x * Double(Self.samples) - 0.5).rounded(.up))
                let last = Int((next.x * Double(Self.samples) - 0.5).rounded(.up))
                for sample in max(0, first)..<max(0, first, min(last, side * Self.samples)) {
                    inside[line / Self.samples * side + sample / Self.samples] += 1
                }
            }
        }
        return inside.map { Double($0) / Double(Self.samples * Self.samples) }
    }
}
