// SPDX-License-Identifier: Apache-2.0

/// Writes a scene as an SVG document: user units are modules, the dark ones are one path.
///
/// Title and description are the only texts in it, escaped; there are no scripts, links, styles or identifiers, so that
/// it can be put into a page beside others.
package enum SVGWriter {
    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - size: The size it has where nothing else is asked; inches stay inches.
    /// - Returns: The document in UTF-8, without XML declaration, so that it can stand in HTML.
    package static func write(_ scene: Scene, size: ImageSize) -> [UInt8] {
        let length = length(of: scene, size: size)
        var document = Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(scene.side) \(scene.side)" \
            width="\(length)" height="\(length)" role="img" shape-rendering="crispEdges">\
            <title>\(XMLText.escape(scene.title))</title>
            """.utf8
        )
        if let description = scene.description, !description.isEmpty {
            document += "<desc>\(XMLText.escape(description))</desc>".utf8
        }
        for layer in scene.layers { append(layer, side: scene.side, to: &document) }
        document += "</svg>".utf8
        return document
    }

    private static func append(_ layer: Layer, side: Int, to document: inout [UInt8]) {
        switch layer {
        case .fill(.solid(let color)) where color.alpha > 0:
            document += "<path \(fill(color)) d=\"M0 0h\(side)v\(side)H0z\"/>".utf8
        case .modules(let modules):
            guard let color = modules.paint.color else { return }
            document += "<path \(fill(color)) d=\"".utf8
            document += outlines(of: modules)
            document += "\"/>".utf8
        default: break
        }
    }

    private static func outlines(of layer: ModuleLayer) -> [UInt8] {
        var path = PathData()
        RegionOutline.forEachLoop(of: layer.grid) { path.append($0, x: layer.x, y: layer.y) }
        return path.text
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

    /// The color as `#rgb` where that is exact, and its opacity to a thousandth, which is finer than its 255 steps.
    private static func fill(_ color: Color) -> String {
        let opaque = Color(red: color.red, green: color.green, blue: color.blue)
        let isShort = [color.red, color.green, color.blue].allSatisfy { $0 % 17 == 0 }
        let digits = Array(opaque.description)
        let hex = isShort ? String([digits[0], digits[1], digits[3], digits[5]]) : String(digits)
        guard color.alpha < 255 else { return "fill=\"\(hex)\"" }
        let thousandths = (Int(color.alpha) * 1000 + 127) / 255
        let opacity = "." + String(String(1000 + thousandths).dropFirst())
        return "fill=\"\(hex)\" fill-opacity=\"\(color.alpha == 0 ? "0" : opacity)\""
    }
}
