// SPDX-License-Identifier: Apache-2.0

/// A drawn picture as a decoder sees it: on white paper, with every module at a known place.
struct ScanSurface {
    /// Where the pixels are.
    private enum Ground {
        case picture(PictureSurface)
        case tiles(TileMap, TilePixels)
    }

    private let ground: Ground
    /// The pixels along one side.
    let side: Int
    /// The pixels along one side of a module.
    let module: Int
    /// The column of the first pixel of the symbol's first module.
    let originX: Int
    /// Its row.
    let originY: Int
    /// Whether any pixel was transparent before.
    let isTransparent: Bool

    /// Lays a picture on white paper.
    ///
    /// - Parameters:
    ///   - pixels: The pixels, row by row: four bytes each, red, green, blue and straight alpha.
    ///   - layout: Where the scene's modules lie on it.
    ///   - symbolX: The scene's column of the symbol's first module.
    ///   - symbolY: Its row.
    init(pixels: [UInt8], layout: PixelLayout, symbolX: Int, symbolY: Int) {
        side = layout.side
        module = layout.module
        originX = layout.offset + symbolX * layout.module
        originY = layout.offset + symbolY * layout.module
        let picture = PictureSurface(pixels, side: layout.side)
        isTransparent = picture.isTransparent
        ground = .picture(picture)
    }

    /// Puts a picture together from tiles.
    ///
    /// - Parameters:
    ///   - map: The picture.
    ///   - tiles: Its tiles.
    ///   - module: The pixels along one side of a module.
    ///   - symbolX: The scene's column of the symbol's first module.
    ///   - symbolY: Its row.
    init(_ map: TileMap, _ tiles: TilePixels, module: Int, symbolX: Int, symbolY: Int) {
        side = map.side * module
        self.module = module
        (originX, originY) = (symbolX * module, symbolY * module)
        isTransparent = map.cells.contains { tiles.isTransparent[Int($0)] }
        ground = .tiles(map, tiles)
    }

    /// The margins of modules that are looked at.
    static func margins(module: Int) -> [Int] { [0, module / 4, (module - 1) / 2] }

    /// The mean color of a square of pixels inside a module, which may lie outside the symbol; paper beyond the edge.
    ///
    /// - Parameters:
    ///   - x: The module's column in the symbol.
    ///   - y: Its row.
    ///   - margin: The pixels of the module that are left out on each side, one of ``margins(module:)``.
    /// - Returns: The mean, rounded.
    func color(x: Int, y: Int, margin: Int) -> Color {
        let left = originX + x * module + margin
        let top = originY + y * module + margin
        let width = module - 2 * margin
        guard left >= 0, top >= 0, left + width <= side, top + width <= side else { return .white }
        switch ground {
        case .picture(let picture): return picture.mean(left: left, top: top, width: width)
        case .tiles(let map, let tiles):
            return tiles.mean(of: Int(map.cells[top / module * map.side + left / module]), margin: margin)
        }
    }

    /// The gray value of one pixel, 0…255; `nil` beyond the edge.
    func luma(column: Int, row: Int) -> Double? {
        guard 0..<side ~= column, 0..<side ~= row else { return nil }
        switch ground {
        case .picture(let picture): return picture.color(column: column, row: row).decoderLuma
        case .tiles(let map, let tiles):
            let (across, x) = column.quotientAndRemainder(dividingBy: module)
            let (down, y) = row.quotientAndRemainder(dividingBy: module)
            return tiles.pixel(of: Int(map.cells[down * map.side + across]), x: x, y: y).decoderLuma
        }
    }
}
