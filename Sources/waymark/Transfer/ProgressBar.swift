// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far long work is, on one line of a terminal; nothing where standard error is none.
struct ProgressBar {
    private static let width = 30

    private let label: String
    private let isShown: Bool
    private var shown = -1

    /// Makes a bar; one that `isQuiet` is never shown.
    init(_ label: String, isQuiet: Bool = false) {
        self.label = label
        isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    /// Shows that so much of so much is done; written again only where a reader would see a difference.
    mutating func show(_ done: Int, of total: Int, note: String = "") {
        let part = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let step = Int(part * 200)
        guard isShown, step != shown else { return }
        shown = step
        let filled = Int(part * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        Self.write("\r\(label) \(bar) \(Int(part * 100)) % \(note)\u{1B}[K")
    }

    /// Takes the line away.
    func clear() {
        if isShown, shown >= 0 { Self.write("\r\u{1B}[K") }
    }

    private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
