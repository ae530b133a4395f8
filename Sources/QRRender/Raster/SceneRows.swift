// SPDX-License-Identifier: Apache-2.0

/// A scene as rows of pixels, from the top down.
///
/// Rows are painted one at a time, so that the memory needed grows with the side of the picture, not with its area. The
/// layers are composed by source-over in gamma-coded sRGB, as SVG viewers do.
package struct SceneRows {
    private let scene: Scene
    private let layout: PixelLayout
    private let shades: Int

    /// The rows of a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - shades: The steps between none and full coverage of a pixel at the edge of a path, 1…255.
    package init(_ scene: Scene, layout: PixelLayout, shades: Int = 255) {
        self.scene = scene
        self.layout = layout
        self.shades = max(1, min(255, shades))
    }

    /// Calls `body` with the rows from the top down; equal neighbors come together where that is known without looking.
    ///
    /// - Parameter body: Takes the pixels of a row, each as in ``Color/pixel``, and how many times it occurs, at least
    ///   once. What it throws ends the drawing.
    /// - Throws: What `body` throws.
    package func forEach<Failure: Error>(
        _ body: (_ row: [UInt32], _ times: Int) throws(Failure) -> Void
    ) throws(Failure) {
        var layers = scene.layers.map { LayerRows($0, layout: layout, shades: shades) }
        var row = [UInt32](repeating: 0, count: layout.side)
        var y = 0
        while y < layout.side {
            var pixels = row.mutableSpan
            pixels.fill(0..<layout.side, with: Self.nothing)
            var end = layout.side
            for index in layers.indices { end = min(end, layers[index].paint(row: y, on: &row)) }
            try body(row, end - y)
            y = end
        }
    }

    private static let nothing = Color.transparent.pixel
}

/// A layer on its way down the rows.
private struct LayerRows {
    private let layout: PixelLayout
    private let coverage: Coverage
    private let paint: PaintRows
    private var spans: [CoverageSpan] = []
    /// The first row whose spans may not be those of ``spans``.
    private var steadyUntil = 0

    init(_ layer: Layer, layout: PixelLayout, shades: Int) {
        self.layout = layout
        switch layer {
        case .fill(let scenePaint):
            coverage = .whole
            paint = PaintRows(scenePaint, layout: layout)
        case .modules(let modules):
            coverage = .modules(modules)
            paint = PaintRows(modules.paint, layout: layout)
        case .path(let path):
            coverage = .path(PathCoverage(path.path, layout: layout, shades: shades))
            paint = PaintRows(path.paint, layout: layout)
        case .picture(let picture):
            let shape = picture.clip ?? Path(picture.frame)
            coverage = .path(PathCoverage(shape, layout: layout, shades: shades))
            paint = .picture(PictureRows(picture.picture, frame: picture.frame, layout: layout))
        }
    }

    /// Paints a row.
    ///
    /// - Returns: The first row from `y + 1` on that may look different.
    mutating func paint(row y: Int, on row: inout [UInt32]) -> Int {
        if y >= steadyUntil { steadyUntil = coverage.spans(inRow: y, layout: layout, &spans) }
        paint.paint(spans, y: y, on: &row)
        return spans.isEmpty || paint.isSteady ? steadyUntil : y + 1
    }
}

extension Path {
    /// The outline of a rectangle.
    fileprivate init(_ rect: Rect) {
        self.init()
        move(to: Point(rect.x, rect.y))
        line(to: Point(rect.x + rect.width, rect.y))
        line(to: Point(rect.x + rect.width, rect.y + rect.height))
        line(to: Point(rect.x, rect.y + rect.height))
        close()
    }
}
