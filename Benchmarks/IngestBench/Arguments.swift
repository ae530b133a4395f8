// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The command line.
struct Arguments {
    private let words: [String]

    init(_ words: some Sequence<String>) { self.words = Array(words) }

    var isZipf: Bool { words.first != "uniform" }
    var codes: Int { number("--codes") ?? 100_000 }
    var scans: Int { number("--scans") ?? 1_000_000 }
    var folder: String { text("--folder") ?? NSTemporaryDirectory() }
    var countries: String? { text("--countries") }

    private func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    private func text(_ name: String) -> String? {
        words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
    }
}
