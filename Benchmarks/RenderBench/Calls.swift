// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRRender

/// A picture drawn so many times and nothing else, for tools that count instructions.
struct Calls {
    private let job: String
    private let count: Int

    /// Reads the arguments JOB COUNT; `nil` when they are none.
    init?(_ arguments: ArraySlice<String>) {
        let arguments = Array(arguments)
        guard arguments.count == 2, let count = Int(arguments[1]) else { return nil }
        (job, self.count) = (arguments[0], count)
    }

    /// Draws the URL of the comparison at 24 pixels a module.
    func run() throws {
        let text = try String(contentsOf: URL(filePath: "Benchmarks/payloads/url.txt"), encoding: .utf8)
        var request = try RenderRequest(
            text: text,
            style: Style(errorCorrection: .medium),
            format: ImageFormat(name: job) ?? .png,
            size: .pixels(888, dpi: 300),
        )
        if job == "smallest" { request.effort = .smallest }
        if job == "rounded" {
            request = try RenderRequest(text: text, style: Look.rounded.style(), size: .pixels(888, dpi: 300))
        }
        let options = EncodingOptions(errorCorrection: .medium, boostsErrorCorrection: false)
        var sum = 0
        for _ in 0..<count {
            sum +=
                try job == "matrix"
                ? QRSymbol(text: text, options: options).size : Renderer.render(request).bytes.count
        }
        print("\(job) \(count) calls \(sum)")
    }
}
