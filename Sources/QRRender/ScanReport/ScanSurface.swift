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

    /// The colors of the middle half and of the middle of some modules.
    typealias ModuleColors = (half: Color, middle: Color)

    /// The colors of the symbol's modules.
    ///
    /// - Parameter size: The modules along one side of the symbol.
    /// - Returns: The colors, and which of them each module has, row by row.
    func readings(size: Int) -> (kinds: [Int], colors: [ModuleColors]) {
        let margins = (half: module / 4, middle: (module - 1) / 2)
        switch ground {
        case .picture:
            let colors = (0..<size * size).map { index -> ModuleColors in
                let (y, x) = index.quotientAndRemainder(dividingBy: size)
                return (color(x: x, y: y, margin: margins.half), color(x: x, y: y, margin: margins.middle))
            }
            return (Array(0..<size * size), colors)
        case .tiles(let map, let tiles):
            let colors = (0..<tiles.count).map { tile -> ModuleColors in
                (tiles.mean(of: tile, margin: margins.half), tiles.mean(of: tile, margin: margins.middle))
            }
            var kinds: [Int] = []
            kinds.reserveCapacity(size * size)
            for row in 0..<size {
                let start = (originY / module + row) * map.side + originX / module
                for cell in map.cells[start..<start + size] { kinds.append(Int(cell)) }
            }
            return (kinds, colors)
        }
    }

    /// The tiles of nine modules by nine around an eye; `nil` for a picture, and where an eye lies at the edge.
    ///
    /// - Parameters:
    ///   - x: The column of the eye's first module in the symbol.
    ///   - y: Its row.
    /// - Returns: The tiles, row by row.
    func tiles(aroundEyeAt x: Int, _ y: Int) -> [UInt16]? {
        guard case .tiles(let map, _) = ground else { return nil }
        let (left, top) = (originX / module + x - 1, originY / module + y - 1)
        guard left >= 0, top >= 0, left + 9 <= map.side, top + 9 <= map.side else { return nil }
        return (top..<top + 9).flatMap { map.cells[$0 * map.side + left..<$0 * map.side + left + 9] }
    }

    /// The gray values of pixels in a line, 0…255; `nil` beyond the edge.
    ///
    /// - Parameters:
    ///   - column: The column of the first.
    ///   - row: Its row.
    ///   - isUpright: Whether the line goes down, and not to the right.
    ///   - count: How many there are.
    /// - Returns: The values.
    func lumas(fromColumn column: Int, row: Int, isUpright: Bool, count: Int) -> [Double?] {
        func line(_ luma: (_ column: Int, _ row: Int) -> Double) -> [Double?] {
            (0..<count).map { step in
                let (column, row) = isUpright ? (column, row + step) : (column + step, row)
                return 0..<side ~= column && 0..<side ~= row ? luma(column, row) : nil
            }
        }
        switch ground {
        case .picture(let picture): return line { picture.color(column: $0, row: $1).decoderLuma }
        case .tiles(let map, let tiles):
            return line { column, row in
                let (across, x) = column.quotientAndRemainder(dividingBy: module)
                let (down, y) = row.quotientAndRemainder(dividingBy: module)
                return tiles.pixel(of: Int(map.cells[down * map.side + across]), x: x, y: y).decoderLuma
            }
        }
    }
}
