// SPDX-License-Identifier: Apache-2.0

/// A scene as squares of one module, of which most look like many others.
///
/// A tile is what can be seen in one module; tile 0 is empty. What a tile looks like follows from its specimen alone, so
/// that tiles are drawn once for all pictures of a kind, and a picture is put together from them.
struct TileMap {
    /// The modules along one side.
    let side: Int
    /// The color behind everything.
    let background: Color
    /// The colors of the layers above.
    let paints: [Color]
    /// What the tiles are cut from; their numbers follow each other, from 1.
    private(set) var specimens: [TileSpecimen] = []
    /// The number of each module's tile, row by row.
    private(set) var cells: [UInt16]
    private var tileCount = 1

    /// The layers that a scene may have, so that all of their shades fit a palette at small sizes.
    private static let mostLayers = 8
    /// The modules of all patches together: those of three eyes and the lines around them, and a few.
    private static let mostPatched = 300

    /// Cuts a scene into tiles.
    ///
    /// - Parameter scene: A scene; the result is `nil` for one that has gradients or pictures, outlines that are larger
    ///   than eyes, or layers that meet in one module.
    init?(_ scene: Scene) {
        guard case .fill(.solid(let background))? = scene.layers.first, 2...1 + Self.mostLayers ~= scene.layers.count
        else { return nil }
        var paints: [Color] = []
        var (shapes, patches): ([(layer: Int, modules: ShapedModules)], [TilePatch]) = ([], [])
        for (number, layer) in scene.layers.dropFirst().enumerated() {
            switch layer {
            case .modules(let sharp):
                guard let color = sharp.paint.color else { return nil }
                paints.append(color)
                shapes.append((number, ShapedModules(shape: .sharp, grid: sharp.grid, x: sharp.x, y: sharp.y)))
            case .path(let path):
                guard let color = path.paint.color else { return nil }
                paints.append(color)
                for part in path.parts {
                    switch part {
                    case .modules(let modules): shapes.append((number, modules))
                    case .outline(let path):
                        if let patch = TilePatch(path, layer: number, side: scene.side) { patches.append(patch) }
                    }
                }
            case .fill, .picture: return nil
            }
        }
        (side, self.background, self.paints) = (scene.side, background, paints)
        cells = Array(repeating: 0, count: scene.side * scene.side)
        let separate = TilePatch.separate(patches)
        guard separate.reduce(0, { $0 + $1.columns.count * $1.rows.count }) <= Self.mostPatched else { return nil }
        for (layer, modules) in shapes { guard place(modules, layer: layer) else { return nil } }
        for patch in separate { guard place(patch) else { return nil } }
    }

    /// Numbers the tiles of modules, which may not lie on others.
    private mutating func place(_ modules: ShapedModules, layer: Int) -> Bool {
        let tiles = ShapeTiles.of(modules.shape)
        let (numbers, before) = (tiles.numbers, UInt16(tileCount - 1))
        var isFree = true
        for y in 0..<modules.grid.size {
            let start = (y + modules.y) * side + modules.x
            ModuleNeighborhood.forEach(inRow: y, of: modules.grid, withLight: tiles.fillsLight) { x, bits in
                guard numbers[bits] != 0 else { return }
                isFree = isFree && cells[start + x] == 0
                cells[start + x] = before + numbers[bits]
            }
        }
        specimens.append(.shape(modules.shape, layer: layer))
        tileCount += tiles.neighborhoods.count
        return isFree
    }

    /// Numbers the tiles of a patch, which may not lie on others.
    private mutating func place(_ patch: TilePatch) -> Bool {
        for y in patch.rows {
            for x in patch.columns {
                guard cells[y * side + x] == 0 else { return false }
                cells[y * side + x] = UInt16(tileCount)
                tileCount += 1
            }
        }
        specimens.append(patch.specimen)
        return true
    }
}
