// SPDX-License-Identifier: Apache-2.0

import Bulk
import Hummingbird

/// A result as JSON: an array, or a string that holds it.
struct ResultText {
    private let result: BulkResult
    private let form: FetchBulk.Form

    init(_ result: BulkResult, _ form: FetchBulk.Form) {
        self.result = result
        self.form = form
    }

    /// Sends the result to its last byte.
    func send(_ sender: inout ResultSender, to writer: inout any ResponseBodyWriter) async throws {
        let quote = form == .text ? [UInt8(ascii: "\"")] : []
        try await sender.send(quote + [UInt8(ascii: "[")], to: &writer)
        var entries = try result.entries()
        var isFirst = true
        while let entry = try entries.next() {
            if !isFirst { try await sender.send([UInt8(ascii: ",")], to: &writer) }
            isFirst = false
            try await sender.send(form == .text ? Self.escaped(entry.json) : entry.json, to: &writer)
        }
        try await sender.end([UInt8(ascii: "]")] + quote, to: &writer)
    }

    /// JSON inside a JSON string: it has no other bytes to escape than these two.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + json.count / 16)
        for byte in json {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return bytes
    }
}
