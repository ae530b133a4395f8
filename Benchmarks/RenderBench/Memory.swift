// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRender

/// What one large picture adds to the resident memory of a process that has drawn a small one before.
struct Memory {
    private let pixels: Int
    private let look: Look

    /// The most memory that this program has had resident, in KiB; 0 where the system does not tell.
    ///
    /// Not from `getrusage`, which goes on counting from the process that started this one.
    static var peak: Int {
        let status = (try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    /// Reads the arguments PIXELS STYLE; `nil` when they are none.
    init?(_ arguments: ArraySlice<String>) {
        let arguments = Array(arguments)
        guard arguments.count == 2, let pixels = Int(arguments[0]), let look = Look(rawValue: arguments[1]) else {
            return nil
        }
        (self.pixels, self.look) = (pixels, look)
    }

    func run() throws {
        let style = try look.style()
        let text = "https://waymark.example/r/AB3XK9PQ?s=1"
        _ = try Renderer.render(RenderRequest(text: text, style: style, size: .pixels(100)))
        let before = Self.peak
        var bytes = 0
        let elapsed = try ContinuousClock().measure {
            bytes = try Renderer.render(RenderRequest(text: text, style: style, size: .pixels(pixels, dpi: 600))).bytes
                .count
        }
        let milliseconds = elapsed / .milliseconds(1)
        print("waymark memory \(look) \(pixels) px \(bytes) bytes \(milliseconds) ms \(Self.peak - before) KiB")
    }
}
