// SPDX-License-Identifier: Apache-2.0

/// A scene as the content of a page or a form, and the resources it names.
struct PDFDrawing {
    /// The operators.
    private(set) var content = PageText()
    private let colors: InkColors
    private let matrix: [Double]
    private let side: Double
    private let symbolPaint: ScenePaint?
    private var states: [String: String] = [:]
    private var patterns: [String] = []
    private var images: [String: Int] = [:]
    private var usesSpot = false

    /// Draws a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - matrix: From modules, with y going down, to the coordinates that the content begins with.
    ///   - ink: The inks.
    ///   - file: Takes the objects that the content refers to.
    /// - Throws: ``RenderError/outOfMemory``.
    init(_ scene: Scene, matrix: [Double], ink: PrintInk, in file: inout PDFFile) throws(RenderError) {
        colors = InkColors(ink: ink)
        self.matrix = matrix
        side = Double(scene.side)
        symbolPaint = scene.symbolPaint
        content.append("q")
        content.append(matrix: matrix)
        for layer in scene.layers { try draw(layer, in: &file) }
        content.append("Q")
    }

    /// The resource dictionary.
    var resources: String {
        var entries = ""
        if !states.isEmpty {
            entries += "/ExtGState<<\(states.sorted { $0.key < $1.key }.map { $0.key + $0.value }.joined())>>"
        }
        if !patterns.isEmpty {
            entries += "/Pattern<<\(patterns.enumerated().map { "/P\($0.offset) \($0.element)" }.joined())>>"
        }
        if !images.isEmpty {
            entries += "/XObject<<\(images.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value) 0 R" }.joined())>>"
        }
        if usesSpot, case .spot(let spot) = colors.ink { entries += "/ColorSpace<</Spot \(Self.separation(spot))>>" }
        return "<<\(entries)>>"
    }

    /// A spot color is a function from its amount to process colors (8.6.6.4).
    private static func separation(_ spot: SpotColor) -> String {
        "[/Separation\(PDFText.name(spot.name))/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]"
            + "/C1[\(PageText.text(spot.process))]/N 1>>]"
    }

    private mutating func draw(_ layer: Layer, in file: inout PDFFile) throws(RenderError) {
        switch layer {
        case .fill(let paint):
            let whole = Rect(x: 0, y: 0, width: side, height: side)
            try fill(with: paint, isSymbol: false, in: &file) { $0.append(whole) }
        case .modules(let modules):
            try fill(with: modules.paint, isSymbol: true, in: &file) { $0.append(modules) }
        case .path(let path):
            guard !path.path.isEmpty else { return }
            try fill(with: path.paint, isSymbol: true, in: &file) { $0.append(path.path) }
        case .picture(let picture): try draw(picture, in: &file)
        }
    }

    private mutating func fill(
        with paint: ScenePaint,
        isSymbol: Bool,
        in file: inout PDFFile,
        _ outline: (inout PageText) -> Void,
    ) throws(RenderError) {
        if paint.color?.alpha == 0 { return }
        content.append("q")
        if let state = try transparency(of: paint, in: &file) { content.append("\(state) gs") }
        if isSymbol, paint == symbolPaint, case .spot = colors.ink {
            usesSpot = true
            content.append("/Spot cs 1 scn")
        } else if let color = paint.color {
            content.append(colors.components(of: color), colors.fillOperator)
        } else if let shading = ShadingText.dictionary(paint, space: colors.space, components: colors.components) {
            patterns.append("<</PatternType 2/Matrix[\(PageText.text(matrix))]/Shading \(shading)>>")
            content.append("/Pattern cs/P\(patterns.count - 1) scn")
        }
        outline(&content)
        content.append("f")
        content.append("Q")
    }

    /// The graphics state that lets a paint shine through as it should; `nil` for an opaque one.
    private mutating func transparency(of paint: ScenePaint, in file: inout PDFFile) throws(RenderError) -> String? {
        guard paint.isTranslucent else { return nil }
        if let color = paint.color {
            let name = "/A\(color.alpha)"
            states[name] = "<</ca \(PageText.text(Double(color.alpha) / 255))>>"
            return name
        }
        // The alpha of a gradient is the luminosity of a grey one (11.5.3).
        guard
            let shading = ShadingText.dictionary(paint, space: "/DeviceGray", components: { [Double($0.alpha) / 255] })
        else { return nil }
        let box = PageText.text([0, 0, side, side])
        let form = file.announce()
        try file.write(
            form,
            entries: "/Type/XObject/Subtype/Form/BBox[\(box)]/Group<</S/Transparency/CS/DeviceGray>>"
                + "/Resources<</Shading<</S \(shading)>>>>",
            stream: Array("/S sh".utf8),
        )
        let name = "/M\(states.count)"
        states[name] = "<</SMask<</S/Luminosity/G \(form) 0 R>>>>"
        return name
    }

    private mutating func draw(_ layer: PictureLayer, in file: inout PDFFile) throws(RenderError) {
        let number = try PDFImage.write(layer.picture, colors: colors, to: &file)
        let name = "/I\(number)"
        images[name] = number
        content.append("q")
        if let clip = layer.clip {
            content.append(clip)
            content.append("W n")
        }
        // An image fills the unit square with its first row at the top, where y is 1.
        let frame = layer.frame
        content.append(matrix: [frame.width, 0, 0, -frame.height, frame.x, frame.y + frame.height])
        content.append("\(name) Do")
        content.append("Q")
    }
}
