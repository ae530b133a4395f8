// SPDX-License-Identifier: Apache-2.0

/// Dark areas gathered by paint, so that as few layers as possible are painted.
struct Ink {
    /// The scene's column of a symbol's first module.
    private let x: Int
    /// The scene's row of a symbol's first module.
    private let y: Int
    private var layersOfModules: [ModuleLayer] = []
    private var paths: [(paint: ScenePaint, parts: [PathPart])] = []

    init(x: Int, y: Int) {
        (self.x, self.y) = (x, y)
    }

    /// Adds sharp modules of the symbol, or of a grid that lies elsewhere; those of one paint and place become one grid.
    mutating func add(_ grid: ModuleGrid, _ paint: ScenePaint, x: Int? = nil, y: Int? = nil) {
        let layer = ModuleLayer(grid: grid, x: x ?? self.x, y: y ?? self.y, paint: paint)
        let same = layersOfModules.firstIndex { known in
            known.paint == paint && known.x == layer.x && known.y == layer.y && known.grid.size == grid.size
        }
        guard let same else { return layersOfModules.append(layer) }
        let known = layersOfModules[same]
        layersOfModules[same] = ModuleLayer(
            grid: known.grid.union(grid), x: known.x, y: known.y, paint: paint, )
    }

    /// Adds an area; those of one paint become one path.
    mutating func add(_ path: Path, _ paint: ScenePaint) { add(.outline(path), paint) }

    /// Adds modules of a shape that says by their neighbors how each is drawn; those of one paint become one path.
    mutating func add(_ shape: PatternShape, of grid: ModuleGrid, _ paint: ScenePaint, x: Int? = nil, y: Int? = nil) {
        add(.modules(ShapedModules(shape: shape, grid: grid, x: x ?? self.x, y: y ?? self.y)), paint)
    }

    private mutating func add(_ part: PathPart, _ paint: ScenePaint) {
        guard !part.isEmpty else { return }
        if let same = paths.firstIndex(where: { $0.paint == paint }) {
            paths[same].parts.append(part)
        } else {
            paths.append((paint, [part]))
        }
    }

    /// What was gathered.
    var layers: [Layer] {
        layersOfModules.map(Layer.modules)
            + paths.map { .path(PathLayer(parts: $0.parts, paint: $0.paint)) }
    }
}
