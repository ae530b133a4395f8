// SPDX-License-Identifier: Apache-2.0

package import QREncoder

extension ScanReport {
    /// The pixels a module that are looked at, at most: more show nothing new.
    private static let mostPixels = 8
    /// The pixels along one side of the picture that are looked at, as far as modules keep ``leastPixels`` of them.
    private static let mostSide = 1_200
    /// The pixels a module that a shape needs to be told from a square.
    private static let leastPixels = 5

    /// Measures a scene as it is drawn: sharp modules in two colors by what is known of them, all others on a raster.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - symbol: The symbol in it.
    ///   - size: The size of the picture that is asked for.
    ///   - isVector: Whether the picture has no pixels of its own.
    /// - Throws: ``RenderError/sizeTooSmall(pixels:least:)`` for a raster picture with less than a pixel a module.
    package init(
        of scene: Scene,
        symbol: QRSymbol,
        size: ImageSize,
        isVector: Bool = false,
    ) throws(RenderError) {
        let asked = isVector ? nil : try PixelLayout(modules: scene.side, size: size)
        let module = asked.map { ModuleSize($0, size: size) } ?? ModuleSize(vector: scene.side, size: size)
        if let facts = ScanFacts(bilevel: scene, symbol: symbol, module: module) {
            self.init(facts)
            return
        }
        let surface = try ScanSurface(of: scene, pixels: Self.pixels(of: scene, asked: asked?.module))
        self.init(ScanFacts(surface, symbol: symbol, module: module))
    }

    /// Measures the picture of a request, and refuses one that does not scan unless the request allows it.
    ///
    /// There is none (`nil`) for the text formats, which are no pictures.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - symbol: The symbol in it.
    ///   - request: What is drawn and how.
    /// - Throws: ``RenderError/unscannable(_:style:)`` or ``RenderError/sizeTooSmall(pixels:least:)``.
    init?(of scene: Scene, symbol: QRSymbol, request: RenderRequest) throws(RenderError) {
        switch request.format {
        case .utf8, .matrix: return nil
        case .webp: try self.init(of: scene, symbol: symbol, size: request.size.raster.vector)
        case .png, .jpg: try self.init(of: scene, symbol: symbol, size: request.size)
        case .svg: try self.init(of: scene, symbol: symbol, size: request.size.vector, isVector: true)
        case .pdf, .eps: try self.init(of: scene, symbol: symbol, size: request.size.document, isVector: true)
        }
        guard isScannable || request.allowsUnscannable else { throw .unscannable(self, style: request.style) }
    }

    /// The pixels a module that a scene is looked at with.
    private static func pixels(of scene: Scene, asked: Int?) -> Int {
        min(mostPixels, max(leastPixels, mostSide / scene.side), asked ?? .max)
    }
}

extension ScanSurface {
    /// Draws a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - pixels: The pixels a module.
    /// - Throws: ``RenderError`` when the picture has no size that is allowed.
    init(of scene: Scene, pixels: Int) throws(RenderError) {
        if let map = TileMap(scene), let atlas = TileAtlas.atlas(for: map, module: pixels, shades: 255) {
            let tiles = atlas.pixels(map.background, map.paints, margins: Self.margins(module: pixels))
            self.init(map, tiles, module: pixels, symbolX: scene.symbolX, symbolY: scene.symbolY)
            return
        }
        let layout = try PixelLayout(modules: scene.side, size: .pixels(scene.side * pixels))
        self.init(
            pixels: Raster(scene, layout: layout).pixels, layout: layout, symbolX: scene.symbolX,
            symbolY: scene.symbolY, )
    }
}
