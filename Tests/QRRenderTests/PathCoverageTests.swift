// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QRRender

@Suite("Path coverage")
struct PathCoverageTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        let name: String
        let path: Path
        var testDescription: String { name }
    }

    static let shapes: [Shape] = [
        Shape(name: "disc", path: .disc(x: 4.1, y: 3.9, radius: 3.3)),
        Shape(name: "ring", path: .disc(x: 4, y: 4, radius: 3.7) + .disc(x: 4, y: 4, radius: 2.2, isHole: true)),
        Shape(name: "star", path: .star(x: 4, y: 4.2, radius: 3.9)),
        Shape(
            name: "discs",
            path: (0..<16).reduce(Path()) {
                $0 + .disc(x: Double($1 % 4) * 2 + 1.03, y: Double($1 / 4) * 2 + 1, radius: 0.9)
            },
        ),
        Shape(name: "thin lines", path: .polygon([(0.3, 0.1), (7.9, 7.6), (7.9, 7.7), (0.3, 0.2)])),
        Shape(name: "nearly level", path: .polygon([(0, 2), (8, 2.01), (8, 4.02), (0, 4)])),
        Shape(name: "beyond all sides", path: .star(x: 4, y: 4, radius: 9)),
        Shape(name: "outside", path: .disc(x: -4, y: -4, radius: 3) + .disc(x: 14, y: 4, radius: 3)),
    ]

    @Test("coverage is what 16 × 16 samples a pixel find", arguments: shapes)
    func matchesSamples(_ shape: Shape) throws {
        for pixels in [8, 24, 77] {
            let layout = try PixelLayout(modules: 8, size: .pixels(pixels))
            let expected = SupersampledPath(shape.path, layout: layout).coverage(side: pixels)
            let found = coverage(shape.path, layout: layout)
            let worst = zip(expected, found).map { ($0 - Double($1) / 255).magnitude }.max() ?? 1
            // Samples that lie on a level edge are all in or all out: a sixteenth of the pixel.
            #expect(worst < 0.08, "\(shape.name) at \(pixels)")
            let mean = zip(expected, found).reduce(0) { $0 + $1.0 - Double($1.1) / 255 } / Double(expected.count)
            #expect(mean.magnitude < 0.008, "\(shape.name) at \(pixels)")
        }
    }

    @Test("squares and triangles that adjoin leave no seam, wherever their edges lie")
    func noSeams() throws {
        var path = Path()
        let (first, step) = (0.437, 1.0619)
        for y in 0..<5 {
            for x in 0..<5 {
                let (left, top) = (first + Double(x) * step, first + Double(y) * step)
                let (right, bottom) = (first + Double(x + 1) * step, first + Double(y + 1) * step)
                if (x + y).isMultiple(of: 2) {
                    path = path + .polygon([(left, top), (right, top), (right, bottom), (left, bottom)])
                } else {
                    path = path + .polygon([(left, top), (right, top), (right, bottom)])
                    path = path + .polygon([(left, top), (right, bottom), (left, bottom)])
                }
            }
        }
        let layout = try PixelLayout(modules: 7, size: .pixels(7 * 9))
        let found = coverage(path, layout: layout)
        let inner = Int((first * 9).rounded(.up))..<Int(((first + 5 * step) * 9).rounded(.down))
        for y in inner {
            for x in inner { #expect(found[y * layout.side + x] == 255, "\(x), \(y)") }
        }
    }

    @Test("with sixteen shades every coverage is one of them, half a step at most from the exact one")
    func shades() throws {
        let layout = try PixelLayout(modules: 8, size: .pixels(64))
        let path = Path.disc(x: 4, y: 4, radius: 3)
        let (exact, rough) = (coverage(path, layout: layout), coverage(path, layout: layout, shades: 15))
        #expect(rough.allSatisfy { $0.isMultiple(of: 17) })
        #expect(zip(exact, rough).allSatisfy { ($0 - $1).magnitude <= 9 })
    }

    @Test("rows between the corners of a shape with upright sides come together")
    func equalRows() throws {
        let layout = try PixelLayout(modules: 10, size: .pixels(1_000))
        let coverage = PathCoverage(
            .polygon([(2, 1), (5, 1), (5, 9), (2, 9)]) + .disc(x: 8, y: 3, radius: 1), layout: layout, shades: 255,
        )
        var spans: [CoverageSpan] = []
        #expect(coverage.spans(inRow: 0, &spans) == 100)
        #expect(coverage.spans(inRow: 100, &spans) == 200)
        #expect(spans == [CoverageSpan(start: 200, end: 500, coverage: 255)])
        #expect(coverage.spans(inRow: 250, &spans) == 251)
        #expect(coverage.spans(inRow: 400, &spans) == 900)
        #expect(coverage.spans(inRow: 900, &spans) == 1_000)
        #expect(spans.isEmpty)
    }

    /// The coverage of each pixel, 0…255, from all rows.
    private func coverage(_ path: Path, layout: PixelLayout, shades: Int = 255) -> [Int] {
        let coverage = PathCoverage(path, layout: layout, shades: shades)
        var pixels: [Int] = []
        var spans: [CoverageSpan] = []
        var y = 0
        while y < layout.side {
            let end = coverage.spans(inRow: y, &spans)
            var row = [Int](repeating: 0, count: layout.side)
            for span in spans { for x in span.pixels { row[x] = Int(span.coverage) } }
            for _ in y..<end { pixels += row }
            y = end
        }
        return pixels
    }
}

extension Path {
    static func + (one: Path, other: Path) -> Path {
        var sum = one
        sum.append(other)
        return sum
    }

    static func polygon(_ points: [(Double, Double)]) -> Path {
        var path = Path()
        path.move(to: Point(points[0].0, points[0].1))
        for point in points.dropFirst() { path.line(to: Point(point.0, point.1)) }
        path.close()
        return path
    }

    /// Four cubic curves; a hole runs the other way round.
    static func disc(x: Double, y: Double, radius: Double, isHole: Bool = false) -> Path {
        let (pull, turn) = (radius * 0.5523, isHole ? -1.0 : 1.0)
        var path = Path()
        path.move(to: Point(x + radius, y))
        for quarter in 0..<4 {
            let (from, to) = (Double(quarter) * .pi / 2 * turn, Double(quarter + 1) * .pi / 2 * turn)
            let (start, end) = ((cos(from), sin(from)), (cos(to), sin(to)))
            path.curve(
                Point(x + radius * start.0 - pull * turn * start.1, y + radius * start.1 + pull * turn * start.0),
                Point(x + radius * end.0 + pull * turn * end.1, y + radius * end.1 - pull * turn * end.0),
                to: Point(x + radius * end.0, y + radius * end.1),
            )
        }
        path.close()
        return path
    }

    /// Five points, whose outline does not cross itself.
    static func star(x: Double, y: Double, radius: Double) -> Path {
        polygon(
            (0..<10).map { corner in
                let (angle, reach) = (Double(corner) * .pi / 5, corner.isMultiple(of: 2) ? radius : radius * 0.4)
                return (x + reach * sin(angle), y - reach * cos(angle))
            }
        )
    }
}
