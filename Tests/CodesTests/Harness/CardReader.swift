// SPDX-License-Identifier: Apache-2.0

import Foundation
import PythonPrograms

/// Reads vCards and calendars with `Oracles/read_cards.py`: vobject and icalendar, which nobody here wrote.
enum CardReader {
    /// What a reader found: the values of each property, by its name in upper case.
    typealias Properties = [String: [String]]

    /// The properties of each text, in the same order.
    static func read(_ texts: [String]) async throws -> [Properties] {
        let folder = FileManager.default.temporaryDirectory.appending(component: "cards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(component: "texts")
        let output = folder.appending(component: "answers")
        try JSONEncoder().encode(texts).write(to: input)
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/read_cards.py")
        _ = try await PythonProgram(script: script.path).run([input.path, output.path], in: folder)
        return try JSONDecoder().decode([Properties].self, from: Data(contentsOf: output))
    }
}
