// SPDX-License-Identifier: Apache-2.0

/// The layers of a scene as PostScript.
struct EPSDrawing {
    /// The operators so far.
    private(set) var text: PageText
    private let colors: InkColors
    private let side: Double
    private let symbolPaint: ScenePaint?
    /// What translucent paints are mixed with.
    private var backdrop = Color.white

    /// Begins to draw.
    ///
    /// - Parameters:
    ///   - text: The operators before; they go on with modules as units, y going down.
    ///   - ink: The inks.
    ///   - scene: The scene.
    init(_ text: PageText, ink: PrintInk, scene: Scene) {
        self.text = text
        colors = InkColors(ink: ink)
        side = Double(scene.side)
        symbolPaint = scene.symbolPaint
    }

    /// Draws a layer.
    ///
    /// - Parameter layer: The layer.
    /// - Throws: ``RenderError/outOfMemory``.
    mutating func draw(_ layer: Layer) throws(RenderError) {
        switch layer {
        case .fill(let paint):
            let whole = Rect(x: 0, y: 0, width: side, height: side)
            fill(with: paint, isSymbol: false) { $0.append(whole) }
            if let color = paint.color ?? paint.stops.first?.color { backdrop = color.over(backdrop) }
        case .modules(let modules): fill(with: modules.paint, isSymbol: true) { $0.append(modules) }
        case .path(let path):
            guard !path.path.isEmpty else { return }
            fill(with: path.paint, isSymbol: true) { $0.append(path.path) }
        case .picture(let picture): try draw(picture)
        }
    }

    private mutating func fill(with paint: ScenePaint, isSymbol: Bool, _ outline: (inout PageText) -> Void) {
        if paint.color?.alpha == 0 { return }
        text.append("q")
        if isSymbol, paint == symbolPaint, case .spot(let spot) = colors.ink {
            let tint = PageText.text(Double(paint.color?.alpha ?? 255) / 255)
            text.append("\(Self.separation(spot)) setcolorspace \(tint) setcolor")
        } else if let color = paint.color {
            text.append(colors.components(of: color.over(backdrop)), colors.fillOperator)
        } else if let shading = ShadingText.dictionary(
            paint, space: colors.space, components: { colors.components(of: $0.over(backdrop)) },
        ) {
            text.append("\(shading) sh")
        }
        outline(&text)
        text.append("f")
        text.append("Q")
    }

    /// A spot color is a procedure from its amount to process colors.
    private static func separation(_ spot: SpotColor) -> String {
        let process = spot.process.map { "dup \(PageText.text($0)) mul exch" }.joined(separator: " ")
        return "[/Separation \(PostScriptText.string(spot.name))/DeviceCMYK{\(process) pop}]"
    }

    private mutating func draw(_ layer: PictureLayer) throws(RenderError) {
        text.append("q")
        if let clip = layer.clip {
            text.append(clip)
            text.append("clip newpath")
        }
        let frame = layer.frame
        // The first row of an image is at y = 0, which is the top here.
        text.append(matrix: [frame.width, 0, 0, frame.height, frame.x, frame.y])
        text.append("\(colors.space) setcolorspace")
        text.append(try EPSImage.operators(layer.picture, colors: colors, backdrop: backdrop))
        text.append("Q")
    }
}
