// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("Rows of a scene")
struct SceneRowsTests {
    private static let red = Color(red: 200, green: 10, blue: 20)
    private static let glass = Color(red: 10, green: 20, blue: 230, alpha: 100)

    @Test("pixels mix exactly as colors do")
    func blending() {
        var generator = SplitMix(seed: 4)
        func color() -> Color {
            let alphas: [UInt8] = [0, 255, .random(in: 0...255, using: &generator)]
            return Color(
                red: .random(in: 0...255, using: &generator),
                green: .random(in: 0...255, using: &generator),
                blue: .random(in: 0...255, using: &generator),
                alpha: alphas[Int.random(in: 0...2, using: &generator)],
            )
        }
        for _ in 0..<5_000 {
            let (source, backdrop) = (color(), color())
            let mixture = Color(pixel: PixelBlend.over(source.pixel, coverage: 255, backdrop.pixel))
            #expect(mixture == source.over(backdrop), "\(source) over \(backdrop)")
            #expect(PixelBlend.over(source.pixel, coverage: 0, backdrop.pixel) == backdrop.pixel)
        }
        #expect(
            PixelBlend.over(Color.black.pixel, coverage: 51, Color.white.pixel)
                == Color(red: 204, green: 204, blue: 204).pixel)
    }

    @Test("sharp modules are whole pixels, and their equal rows come together")
    func modules() throws {
        let grid = ModuleGrid.random(size: 21, seed: 7)
        let scene = Scene(
            side: 25,
            layers: [
                .fill(.solid(Self.glass)), .modules(ModuleLayer(grid: grid, x: 2, y: 2, paint: .solid(Self.red))),
            ], )
        let layout = try PixelLayout(modules: 25, size: .pixels(130))
        var times: [Int] = []
        SceneRows(scene, layout: layout).forEach { times.append($1) }
        #expect(times == [12] + Array(repeating: 5, count: 21) + [13])
        let raster = Raster(scene, layout: layout)
        for y in 0..<130 {
            for x in 0..<130 {
                let isDark = x >= 12 && y >= 12 && grid[(x - 12) / 5, (y - 12) / 5]
                #expect(raster[x, y] == (isDark ? Self.red : Self.glass))
            }
        }
    }

    @Test("a linear gradient has the color of each pixel's center, and ends in its outermost colors")
    func linear() throws {
        let stops = [
            Gradient.Stop(offset: 0.2, color: .black), Gradient.Stop(offset: 0.8, color: Self.glass),
        ]
        let paint = ScenePaint.linear(from: Point(1, 1), to: Point(9, 5), stops: stops)
        let raster = Raster(
            Scene(side: 10, layers: [.fill(paint)]), layout: try PixelLayout(modules: 10, size: .pixels(100)), )
        for (x, y) in [(0, 0), (20, 20), (50, 30), (33, 71), (99, 99), (80, 45)] {
            let (dx, dy) = (Double(x) / 10 + 0.05 - 1, Double(y) / 10 + 0.05 - 1)
            let share = min(1, max(0, ((dx * 8 + dy * 4) / 80 - 0.2) / 0.6))
            #expect(raster[x, y].isClose(to: .black, Self.glass, share: share), "\(x), \(y)")
        }
    }

    @Test("a radial gradient runs from its center outward, and stops without distance make a sharp edge")
    func radial() throws {
        let stops = [
            Gradient.Stop(offset: 0, color: .white), Gradient.Stop(offset: 0.5, color: .black),
            Gradient.Stop(offset: 0.5, color: Self.red), Gradient.Stop(offset: 1, color: Self.red),
        ]
        let paint = ScenePaint.radial(center: Point(5, 5), radius: 5, stops: stops)
        let raster = Raster(
            Scene(side: 10, layers: [.fill(paint)]), layout: try PixelLayout(modules: 10, size: .pixels(100)), )
        for x in 50..<100 {
            let distance = ((Double(x) - 49.5) * (Double(x) - 49.5) + 0.25).squareRoot() / 50
            if (distance - 0.5).magnitude < 0.01 { continue }
            if distance < 0.5 {
                #expect(raster[x, 50].isClose(to: .white, .black, share: distance * 2), "\(x)")
            } else {
                #expect(raster[x, 50] == Self.red, "\(x)")
            }
        }
    }

    @Test("a gradient without length is its last color")
    func pointGradient() throws {
        let stops = [Gradient.Stop(offset: 0, color: .white), Gradient.Stop(offset: 1, color: Self.red)]
        let layout = try PixelLayout(modules: 4, size: .pixels(8))
        for paint in [
            ScenePaint.linear(from: Point(1, 1), to: Point(1, 1), stops: stops),
            .radial(center: Point(0, 0), radius: 0, stops: stops),
        ] {
            #expect(Raster(Scene(side: 4, layers: [.fill(paint)]), layout: layout)[3, 3] == Self.red)
        }
    }

    @Test("what throws in the midst ends the drawing")
    func ends() throws {
        struct Enough: Error {}
        var rows = 0
        let scene = Scene(
            side: 4, layers: [.path(PathLayer(path: .disc(x: 2, y: 2, radius: 2), paint: .solid(.black)))], )
        let drawing = SceneRows(scene, layout: try PixelLayout(modules: 4, size: .pixels(64)))
        #expect(throws: Enough.self) {
            try drawing.forEach { _, _ throws(Enough) in
                rows += 1
                if rows == 3 { throw Enough() }
            }
        }
        #expect(rows == 3)
    }
}

extension Scene {
    /// A scene of nothing but layers.
    init(side: Int, layers: [Layer]) {
        let blank = ModuleGrid(size: 21) { _, _ in false }
        self.init(side: side, symbol: blank, symbolX: 0, symbolY: 0, layers: layers, title: "", description: nil)
    }
}

extension Color {
    /// Whether this is a mixture of two colors, two steps aside at most: the table of a gradient has 1,024 places.
    fileprivate func isClose(to start: Color, _ end: Color, share: Double) -> Bool {
        zip(channels, zip(start.channels, end.channels)).allSatisfy { channel, ends in
            let expected = Double(ends.0) + (Double(ends.1) - Double(ends.0)) * share
            return (Double(channel) - expected).magnitude <= 2
        }
    }
}
