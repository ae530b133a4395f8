// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRRender

/// What every renderer of the comparison is given: payload, level, and the pixels of a module.
let cases: [(name: String, level: ErrorCorrection, pixelsPerModule: Int)] = [
    ("url", .medium, 24), ("vcard", .quartile, 10), ("text", .low, 6),
]

let folder = CommandLine.arguments.dropFirst().first ?? "Benchmarks/payloads"
for (name, level, pixelsPerModule) in cases {
    let text = try String(contentsOf: URL(filePath: "\(folder)/\(name).txt"), encoding: .utf8)
    let style = try Style(errorCorrection: level)
    let modules = try QRSymbol(text: text, options: .init(errorCorrection: level, boostsErrorCorrection: false)).size
    let side = (modules + 2 * style.margin) * pixelsPerModule
    for format in [ImageFormat.png, .svg] {
        let request = try RenderRequest(text: text, style: style, format: format, size: .pixels(side, dpi: 300))
        let bytes = try Renderer.render(request).bytes.count
        let cost = measure { (try? Renderer.render(request))?.bytes.count ?? 0 }
        print("waymark \(name) \(format.rawValue) \(side) px \(bytes) bytes \(cost) us")
    }
}
