// SPDX-License-Identifier: Apache-2.0

/// Writes a scene as an SVG document: user units are modules, every layer is one path or picture.
///
/// Title and description are the only texts in it, escaped; there are no scripts, styles or links but `data:` URIs of
/// pictures that are encoded here, so that it can be put into a page beside others.
package enum SVGWriter {
    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - size: The size it has where nothing else is asked; inches stay inches.
    /// - Returns: The document in UTF-8, without XML declaration, so that it can stand in HTML.
    /// - Throws: ``RenderError/outOfMemory``.
    package static func write(_ scene: Scene, size: ImageSize) throws(RenderError) -> [UInt8] {
        var definitions = SVGDefinitions()
        var drawing: [UInt8] = []
        for layer in scene.layers { try append(layer, side: scene.side, &definitions, to: &drawing) }
        var document = Array(head(of: scene, size: size).utf8)
        if let description = scene.description, !description.isEmpty {
            document += "<desc>\(XMLText.escape(description))</desc>".utf8
        }
        if !definitions.elements.isEmpty { document += "<defs>".utf8 + definitions.elements + "</defs>".utf8 }
        document += drawing
        document += "</svg>".utf8
        return document
    }

    private static func head(of scene: Scene, size: ImageSize) -> String {
        let length = length(of: scene, size: size)
        let hasPicture = scene.layers.contains { if case .picture = $0 { true } else { false } }
        return """
            <svg xmlns="http://www.w3.org/2000/svg"\(hasPicture ? SVGPicture.namespace : "") \
            viewBox="0 0 \(scene.side) \(scene.side)" width="\(length)" height="\(length)" role="img">\
            <title>\(XMLText.escape(scene.title))</title>
            """
    }

    private static func append(
        _ layer: Layer,
        side: Int,
        _ definitions: inout SVGDefinitions,
        to drawing: inout [UInt8],
    ) throws(RenderError) {
        switch layer {
        case .fill(let paint):
            guard let fill = definitions.fill(paint) else { return }
            drawing += opening(fill) + "M0 0h\(side)v\(side)H0z\"/>".utf8
        case .modules(let modules):
            guard let fill = definitions.fill(modules.paint) else { return }
            drawing += opening(fill)
            drawing += outlines(of: modules)
            drawing += "\"/>".utf8
        case .path(let path):
            guard !path.path.isEmpty, let fill = definitions.fill(path.paint) else { return }
            drawing += opening(fill)
            drawing += CurvePathData(path.path).text
            drawing += "\"/>".utf8
        case .picture(let picture):
            drawing += try SVGPicture.element(picture, clip: picture.clip.map { definitions.clip(to: $0) })
        }
    }

    private static func outlines(of layer: ModuleLayer) -> [UInt8] {
        var path = PathData()
        RegionOutline.forEachLoop(of: layer.grid) { path.append($0, x: layer.x, y: layer.y) }
        return path.finish()
    }

    /// The beginning of a path up to its data; black is what SVG fills with by itself.
    private static func opening(_ fill: String) -> [UInt8] {
        Array((fill == "fill=\"#000\"" ? "<path d=\"" : "<path \(fill) d=\"").utf8)
    }

    /// Pixels as a bare number, inches with their unit.
    private static func length(of scene: Scene, size: ImageSize) -> String {
        switch size.side {
        case .automatic: String(PixelLayout.automaticModule(modules: scene.side) * scene.side)
        case .pixels(let pixels): String(pixels)
        case .inches(let inches):
            (inches == inches.rounded() ? String(Int(inches)) : String(inches)) + "in"
        }
    }
}
