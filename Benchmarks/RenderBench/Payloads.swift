// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRRender

/// The pictures that every renderer of the comparison draws.
struct Payloads {
    /// Payload, level, and the pixels of a module.
    private static let cases: [(name: String, level: ErrorCorrection, pixelsPerModule: Int)] = [
        ("url", .medium, 24), ("vcard", .quartile, 10), ("text", .low, 6),
    ]

    let folder: String

    func run() throws {
        for (name, level, pixelsPerModule) in Self.cases {
            let text = try String(contentsOf: URL(filePath: "\(folder)/\(name).txt"), encoding: .utf8)
            let style = try Style(errorCorrection: level)
            let options = EncodingOptions(errorCorrection: level, boostsErrorCorrection: false)
            let modules = try QRSymbol(text: text, options: options).size
            let side = (modules + 2 * style.margin) * pixelsPerModule
            for format in [ImageFormat.png, .svg] {
                try report(
                    RenderRequest(text: text, style: style, format: format, size: .pixels(side, dpi: 300)), name, )
            }
            var smallest = try RenderRequest(text: text, style: style, size: .pixels(side, dpi: 300))
            smallest.effort = .smallest
            try report(smallest, name, as: "png-smallest")
        }
    }

    private func report(_ request: RenderRequest, _ name: String, as job: String? = nil) throws {
        let bytes = try Renderer.render(request).bytes.count
        let cost = measure { (try? Renderer.render(request))?.bytes.count ?? 0 }
        print(
            "waymark \(name) \(job ?? request.format.rawValue) \(request.size.pixels ?? 0) px \(bytes) bytes \(cost) us"
        )
    }
}
