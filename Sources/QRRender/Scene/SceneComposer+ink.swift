// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// The dark modules: what is sharp stays modules, everything else becomes paths, one of each for every paint.
extension SceneComposer {
    var inkLayers: [Layer] {
        let foreground = ScenePaint(style.foreground, in: symbolBox)
        let shape = PatternShape(style.pattern)
        var ink = Ink(x: plan.symbolX, y: plan.symbolY)
        var data = keptGrid
        let keepsEyes = shape.isSharp && style.eyes.isPlain
        if !keepsEyes {
            data = data.subtracting(EyeModules.all(in: grid))
            addEyes(to: &ink, foreground: foreground)
        }
        if shape.isLoose, symbol.version > 1 {
            let alignment = alignmentModules(of: data)
            data = data.subtracting(alignment)
            ink.add(.regions(.uniform(0.5)), of: alignment, foreground)
        }
        switch shape {
        case .sharp: ink.add(data, foreground)
        case .halftone: ink.add(HalftoneDiscs(self).path(of: data, x: plan.symbolX, y: plan.symbolY), foreground)
        case .regions, .bars, .modules: ink.add(shape, of: data, foreground)
        }
        if style.silhouette == .circle { addRim(to: &ink, shape: shape, foreground: foreground) }
        return ink.layers
    }

    private func addEyes(to ink: inout Ink, foreground: ScenePaint) {
        let look = style.eyes
        for (index, eye) in eyes.enumerated() {
            let framePaint = look.framePaint.map { ScenePaint($0, in: eye.box) } ?? foreground
            let centerPaint = look.centerPaint.map { ScenePaint($0, in: eye.box) } ?? foreground
            if look.frame == .square {
                ink.add(EyeModules.frame(index, in: grid), framePaint)
            } else {
                ink.add(eye.frame(look.frame), framePaint)
            }
            if look.center == .square {
                ink.add(EyeModules.center(index, in: grid), centerPaint)
            } else {
                ink.add(eye.center(look.center), centerPaint)
            }
        }
    }

    /// Readers look for the rings of the alignment patterns, which fall apart where each module stands alone.
    private func alignmentModules(of grid: ModuleGrid) -> ModuleGrid {
        var patterns = ModuleGrid(lightOfSize: grid.size)
        for (x, y) in SymbolAnatomy.alignmentCenters(version: symbol.version) {
            patterns.set(columns: x - 2..<x + 3, rows: y - 2..<y + 3, dark: true)
        }
        return grid.intersection(patterns)
    }

    /// Modules that mean nothing between the quiet zone and the rim of the disc.
    private func addRim(to ink: inout Ink, shape: PatternShape, foreground: ScenePaint) {
        let rim = RimModules(self).grid
        switch shape {
        case .sharp: ink.add(rim, foreground, x: 0, y: 0)
        case .halftone: ink.add(.modules(.disc(HalftoneDiscs.least)), of: rim, foreground, x: 0, y: 0)
        case .regions, .bars, .modules: ink.add(shape, of: rim, foreground, x: 0, y: 0)
        }
    }
}

extension EyeStyle {
    /// Whether the eyes are sharp squares in the paint of the modules.
    var isPlain: Bool { frame == .square && center == .square && framePaint == nil && centerPaint == nil }
}

extension PatternShape {
    /// Whether the modules are whole squares.
    var isSharp: Bool {
        if case .sharp = self { true } else { false }
    }
}

/// The modules of the eyes.
enum EyeModules {
    /// Those of all three, frames and centres.
    static func all(in grid: ModuleGrid) -> ModuleGrid {
        (0..<3).reduce(ModuleGrid(lightOfSize: grid.size)) { all, index in
            all.union(frame(index, in: grid)).union(center(index, in: grid))
        }
    }

    /// The ring of one eye: 0 is the top left one, 1 the top right one, 2 the lower left one.
    static func frame(_ index: Int, in grid: ModuleGrid) -> ModuleGrid {
        let (left, top) = origin(of: index, in: grid)
        var ring = ModuleGrid(lightOfSize: grid.size)
        ring.set(columns: left..<left + 7, rows: top..<top + 7, dark: true)
        ring.set(columns: left + 1..<left + 6, rows: top + 1..<top + 6, dark: false)
        return ring
    }

    /// The inner square of one eye.
    static func center(_ index: Int, in grid: ModuleGrid) -> ModuleGrid {
        let (left, top) = origin(of: index, in: grid)
        var square = ModuleGrid(lightOfSize: grid.size)
        square.set(columns: left + 2..<left + 5, rows: top + 2..<top + 5, dark: true)
        return square
    }

    private static func origin(of index: Int, in grid: ModuleGrid) -> (x: Int, y: Int) {
        (index == 1 ? grid.size - 7 : 0, index == 2 ? grid.size - 7 : 0)
    }
}
