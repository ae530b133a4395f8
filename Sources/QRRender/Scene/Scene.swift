// SPDX-License-Identifier: Apache-2.0

/// What is drawn, in modules, independent of any device: every writer starts from the same scene, so that all formats
/// show the same picture.
///
/// The origin is the top left corner of the picture, x goes right, y goes down. The picture is a square.
package struct Scene: Hashable, Sendable {
    /// The modules along one side, quiet zone, frame and label included.
    package let side: Int
    /// The modules of the symbol as encoded, whatever is drawn of them, for the text formats and the scan report.
    package let symbol: ModuleGrid
    /// The column of the symbol's first module.
    package let symbolX: Int
    /// The row of the symbol's first module.
    package let symbolY: Int
    /// What is painted, the lowest first.
    package let layers: [Layer]
    /// What the picture is called.
    package let title: String
    /// What the picture is for.
    package let description: String?
}

/// A part of a scene that is painted in one go.
package enum Layer: Hashable, Sendable {
    /// The whole picture.
    case fill(ScenePaint)
    /// Sharp square modules.
    case modules(ModuleLayer)
    /// An area of any shape.
    case path(PathLayer)
    /// A picture.
    case picture(PictureLayer)
}

/// Dark modules that are sharp squares.
package struct ModuleLayer: Hashable, Sendable {
    /// The modules.
    package let grid: ModuleGrid
    /// The scene's column of the grid's first module.
    package let x: Int
    /// The scene's row of the grid's first module.
    package let y: Int
    /// What the dark ones are painted with.
    package let paint: ScenePaint
}

/// An area of one paint.
package struct PathLayer: Hashable, Sendable {
    /// What the area is made of, in the order of the outline.
    let parts: [PathPart]
    /// What it is painted with.
    package let paint: ScenePaint

    /// The area, whose outline is put together when it is asked for: rasters of shaped modules need none.
    package var path: Path {
        var path = Path()
        for part in parts { path.append(part.path) }
        return path
    }

    /// An area that is known by its outline.
    package init(path: Path, paint: ScenePaint) {
        self.init(parts: [.outline(path)], paint: paint)
    }

    /// An area of parts.
    init(parts: [PathPart], paint: ScenePaint) {
        self.parts = parts
        self.paint = paint
    }
}

/// A picture in a scene.
package struct PictureLayer: Hashable, Sendable {
    /// The picture; it fills the frame, which has its proportions.
    package let picture: Picture
    /// Where it lies.
    package let frame: Rect
    /// The part of it that shows; `nil` for all.
    package let clip: Path?
}

/// A paint with its place in a scene.
package enum ScenePaint: Hashable, Sendable {
    /// One color.
    case solid(Color)
    /// Colors along a line, constant across it and beyond its ends.
    case linear(from: Point, to: Point, stops: [Gradient.Stop])
    /// Colors from a centre outward, constant beyond the radius.
    case radial(center: Point, radius: Double, stops: [Gradient.Stop])

    /// The color, where there is only one.
    package var color: Color? {
        if case .solid(let color) = self { color } else { nil }
    }
}
