// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRender

/// Many distinct codes as PNGs on all cores; the files are made in memory and forgotten.
struct Bulk {
    private let count: Int
    private let size: ImageSize

    /// Reads the arguments COUNT INCHES DPI; `nil` when they are none.
    init?(_ arguments: ArraySlice<String>) throws {
        let arguments = Array(arguments)
        guard arguments.count == 3, let count = Int(arguments[0]), let inches = Double(arguments[1]),
            let dpi = Int(arguments[2])
        else { return nil }
        self.count = count
        size = try .inches(inches, dpi: dpi)
    }

    func run() async throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let before = Memory.peak
        var bytes = 0
        let elapsed = try await ContinuousClock().measure {
            bytes = try await withThrowingTaskGroup(of: Int.self) { group in
                for core in 0..<cores { group.addTask { try drawn(from: core, every: cores) } }
                return try await group.reduce(0, +)
            }
        }
        let seconds = elapsed / .seconds(1)
        let more = Memory.peak - before
        print(
            "waymark bulk \(count) codes \(size.pixels ?? 0) px \(cores) cores \(bytes) bytes \(seconds) s \(more) KiB")
    }

    /// The bytes of every so many codes.
    private func drawn(from first: Int, every step: Int) throws -> Int {
        try stride(from: first, to: count, by: step).reduce(0) { sum, number in
            let text = "https://waymark.example/r/\(10_000_000 + number)?s=1"
            return try sum + Renderer.render(RenderRequest(text: text, size: size)).bytes.count
        }
    }
}
