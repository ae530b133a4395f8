// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("Tiles")
struct TileTests {
    /// The colors that a picture is drawn in.
    private struct Paints {
        var dark = Color.black
        var light = Color.white
        var frame: Color?
        var center: Color?
        var outline: Color?

        static let all = [
            Paints(),
            Paints(dark: blue, light: cream),
            Paints(dark: blue, light: .transparent),
            Paints(dark: .white, light: blue),
            Paints(dark: .black, light: .white, frame: red),
            Paints(dark: blue, light: cream, frame: red, center: .black),
            Paints(dark: Color(red: 0, green: 0, blue: 0, alpha: 200), light: cream, center: blue),
            Paints(dark: .black, light: .white, outline: red),
        ]
        private static let blue = Color(red: 16, green: 32, blue: 128)
        private static let red = Color(red: 160, green: 16, blue: 16)
        private static let cream = Color(red: 250, green: 245, blue: 220)
    }

    private static let texts = [sampleURL, "1", String(repeating: "Tile. ", count: 20)]
    /// The pixels of a module: whole bytes and halves, odd and even, small and large ones.
    private static let modules = [1, 2, 3, 4, 5, 7, 8, 12, 17]

    /// A picture of the pattern in one of the ways that there are.
    private static func scene(
        _ pattern: ModulePattern,
        _ number: Int,
        text: String? = nil,
    ) throws -> (scene: Scene, symbol: QRSymbol) {
        let paints = Paints.all[number % Paints.all.count]
        var style = try Style(
            margin: 4 + number % 3, foreground: .solid(paints.dark), background: .solid(paints.light),
        )
        style.pattern = pattern
        style.eyes = EyeStyle(
            frame: EyeStyle.Frame.allCases[number % EyeStyle.Frame.allCases.count],
            center: EyeStyle.Center.allCases[(number + 4) % EyeStyle.Center.allCases.count],
            framePaint: paints.frame.map(Paint.solid),
            centerPaint: paints.center.map(Paint.solid),
            outline: paints.outline,
        )
        let symbol = try QRSymbol(text: text ?? texts[number % texts.count], options: style.encodingOptions)
        return (try Scene(symbol, style: style), symbol)
    }

    @Test("a PNG put together from tiles has the pixels of the rows", arguments: ModulePattern.allCases)
    func pixels(pattern: ModulePattern) throws {
        let first = ModulePattern.allCases.firstIndex(of: pattern) ?? 0
        var written = 0
        for (index, module) in Self.modules.enumerated() {
            let (scene, _) = try Self.scene(pattern, first + 7 * index)
            let layout = try PixelLayout(modules: scene.side, size: .pixels(scene.side * module + index % module))
            guard let file = PNGWriter.writeTiles(scene, layout: layout, dpi: 300) else { continue }
            written += 1
            let found = try PictureDecoder.decode(file)
            #expect(found.width == layout.side)
            #expect(found.pixels == Self.pixels(of: scene, layout), "\(index)")
        }
        // Discs of many sizes have no tiles; outlines may meet in pixels that are as large as a module.
        #expect(pattern == .halftone ? written == 0 : written >= Self.modules.count - 3, "\(written)")
    }

    @Test(
        "pictures of any text, module, margin and look have the pixels of the rows",
        arguments: 1...8 as ClosedRange<UInt64>,
    )
    func anyPicture(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        var written = 0
        for _ in 0..<8 {
            let pattern = try #require(ModulePattern.allCases.randomElement(using: &generator))
            let length = Int.random(in: 1...40, using: &generator)
            let text = String(repeating: "Aa1 ", count: length)
            let scene = try Self.scene(pattern, .random(in: 0..<1_000, using: &generator), text: text).scene
            let module = Int.random(in: 1...14, using: &generator)
            let side = scene.side * module + Int.random(in: 0..<2 * module, using: &generator)
            let layout = try PixelLayout(modules: scene.side, size: .pixels(side))
            guard let file = PNGWriter.writeTiles(scene, layout: layout, dpi: nil) else { continue }
            written += 1
            let found = try PictureDecoder.decode(file)
            let what = "\(pattern) of \(length) words in \(side) pixels"
            #expect(found.pixels == Self.pixels(of: scene, layout), "\(what)")
        }
        #expect(written > 0)
    }

    @Test("a PNG of three inches has the pixels of the rows", arguments: [ModulePattern.rounded, .dot, .liquid])
    func threeInches(pattern: ModulePattern) throws {
        let (scene, _) = try Self.scene(pattern, 24)
        let layout = try PixelLayout(modules: scene.side, size: .pixels(900))
        let file = try #require(PNGWriter.writeTiles(scene, layout: layout, dpi: 300))
        let found = try PictureDecoder.decode(file)
        #expect(found.pixels == Self.pixels(of: scene, layout))
    }

    @Test("the neighbors that decide how a module is drawn are all that do", arguments: ModulePattern.allCases)
    func neighborhoods(pattern: ModulePattern) {
        let shape = PatternShape(pattern)
        for bits in 0..<ModuleNeighborhood.count {
            let decisive = shape.decisivePart(of: bits)
            #expect(decisive & ~bits == 0)
            #expect(shape.decisivePart(of: decisive) == decisive)
            guard decisive != bits else { continue }
            #expect(Self.middle(of: shape, bits) == Self.middle(of: shape, decisive), "\(bits)")
        }
    }

    @Test("a picture is reported alike by its tiles and by its pixels", arguments: ModulePattern.allCases)
    func report(pattern: ModulePattern) throws {
        let first = ModulePattern.allCases.firstIndex(of: pattern) ?? 0
        for (index, module) in [5, 6, 8].enumerated() {
            let (scene, symbol) = try Self.scene(pattern, first + 11 * index)
            let layout = try PixelLayout(modules: scene.side, size: .pixels(scene.side * module))
            let size = try ScanReport.ModuleSize(layout, size: .pixels(layout.side))
            let tiles = try ScanSurface(of: scene, pixels: module)
            let pixels = ScanSurface(
                pixels: Raster(scene, layout: layout).pixels, layout: layout, symbolX: scene.symbolX,
                symbolY: scene.symbolY, )
            let expected = ScanReport(ScanFacts(pixels, symbol: symbol, module: size))
            #expect(ScanReport(ScanFacts(tiles, symbol: symbol, module: size)) == expected, "\(index)")
        }
    }

    @Test("gradients, pictures, frames and discs have no tiles")
    func others() throws {
        let symbol = try QRSymbol(text: sampleURL)
        func hasTiles(_ change: (inout Style) throws -> Void) throws -> Bool {
            var style = try Style()
            style.pattern = .rounded
            try change(&style)
            return TileMap(try Scene(symbol, style: style)) != nil
        }
        #expect(try hasTiles { _ in })
        #expect(try !hasTiles { $0.foreground = .gradient(try Gradient(.linear, from: .black, to: .black)) })
        #expect(try !hasTiles { $0.background = .gradient(try Gradient(.radial, from: .white, to: .white)) })
        #expect(try !hasTiles { $0.silhouette = .circle })
        #expect(try !hasTiles { $0.frame = try LabelFrame(.square, label: "Scan me") })
        #expect(try !hasTiles { $0.logo = try Logo(Picture(width: 1, height: 1, pixels: [0, 0, 0, 255])) })
    }

    @Test("a PNG put together from tiles is the same however often and after whatever it is made")
    func same() throws {
        func files() throws -> [[UInt8]] {
            try ModulePattern.allCases.map { pattern in
                let (scene, _) = try Self.scene(pattern, 9)
                let layout = try PixelLayout(modules: scene.side, size: .pixels(scene.side * 6 + 1))
                return try PNGWriter.write(scene, layout: layout, dpi: nil)
            }
        }
        #expect(try files() == files())
    }

    /// The pixels as SceneRows draws them.
    private static func pixels(of scene: Scene, _ layout: PixelLayout) -> [UInt8] {
        var pixels: [UInt8] = []
        SceneRows(scene, layout: layout, shades: 15).forEach { row, times in
            for _ in 0..<times {
                for pixel in row {
                    let color = Color(pixel: pixel)
                    pixels += [color.red, color.green, color.blue, color.alpha]
                }
            }
        }
        return pixels
    }

    /// The coverage in the middle of a neighborhood, eight pixels a module.
    private static func middle(of shape: PatternShape, _ bits: Int) -> [[CoverageSpan]] {
        let path = shape.path(of: ModuleNeighborhood.grid(bits), x: 0, y: 0)
        let coverage = PathCoverage(path, layout: PixelLayout(side: 8, module: 8, offset: -8), shades: 255)
        return (0..<8).map { row in
            var spans: [CoverageSpan] = []
            _ = coverage.spans(inRow: row, &spans)
            return spans
        }
    }
}
