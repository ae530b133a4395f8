// SPDX-License-Identifier: Apache-2.0

/// A part of an area.
enum PathPart: Hashable, Sendable {
    /// An area that is known by its outline.
    case outline(Path)
    /// Modules of one shape.
    case modules(ShapedModules)

    /// The outline.
    var path: Path {
        switch self {
        case .outline(let path): path
        case .modules(let modules): modules.shape.path(of: modules.grid, x: modules.x, y: modules.y)
        }
    }

    /// Whether there is nothing to fill.
    var isEmpty: Bool {
        switch self {
        case .outline(let path): path.isEmpty
        case .modules(let modules): modules.grid.darkCount == 0
        }
    }
}

/// Dark modules in one shape, each drawn within its own square as its neighbors ask.
struct ShapedModules: Hashable, Sendable {
    /// Their shape.
    let shape: PatternShape
    /// The modules.
    let grid: ModuleGrid
    /// The scene's column of the grid's first module.
    let x: Int
    /// The scene's row of the grid's first module.
    let y: Int
}
