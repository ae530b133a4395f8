// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPAPI

/// Where commands write to.
enum Console {
    /// Writes a line to standard output.
    static func say(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// Writes a line to standard error.
    static func complain(_ line: String) { write(line + "\n", to: .standardError) }

    /// Writes bytes to standard output as they are.
    static func write(_ bytes: [UInt8]) { try? FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    /// Writes a value as JSON to standard output: one object, keys sorted, readable.
    static func say(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Writes a value as JSON to standard output: one object on one line, keys sorted.
    static func say(jsonLine value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Writes rows in columns that line up; the first row is the heading.
    static func say(table rows: [[String]]) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { $0.padding(toLength: max($1, 1), withPad: " ", startingAt: 0) }
            say(cells.joined(separator: "  ").trimmingTrailingSpaces)
        }
    }

    // A reader that has gone away (`waymark … | head`) is no failure of ours.
    private static func write(_ text: String, to handle: FileHandle) { try? handle.write(contentsOf: Data(text.utf8)) }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
