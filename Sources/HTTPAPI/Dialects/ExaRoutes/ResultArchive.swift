// SPDX-License-Identifier: Apache-2.0

import Archive
import Bulk
import CSV
import Codes
import Foundation
import Hummingbird

/// A result as a ZIP archive: the pictures, `manifest.json` and `results.csv`, written as they are read.
struct ResultArchive {
    private let result: BulkResult
    private let modified: Timestamp

    init(_ result: BulkResult, modified: Timestamp) {
        self.result = result
        self.modified = modified
    }

    /// Sends the archive to its last byte.
    func send(_ sender: inout ResultSender, to writer: inout any ResponseBodyWriter) async throws {
        var zip = ZIPWriter(modified: modified)
        var manifest = try ListedFile("manifest.json", result.scratch())
        var table = try ListedFile("results.csv", result.scratch())
        try manifest.append(Array(#"{"bulkId":"\#(result.job.id.text)","count":\#(result.job.rows),"rows":["#.utf8))
        try table.append(Self.line(["index", "uid", "status", "id", "url", "files", "message", "code"]))
        var entries = try result.entries()
        var index = 0
        while let entry = try entries.next() {
            let row = ResultRow(entry, index: index)
            for file in row.files {
                try await sender.send(zip.begin(ZIPEntry(file.name, content: file.content)), to: &writer)
                try await sender.send(file.content, to: &writer)
            }
            try manifest.append((index == 0 ? [] : [UInt8(ascii: ",")]) + row.manifest)
            try table.append(Self.line(row.cells))
            index += 1
        }
        try manifest.append(Array("]}\n".utf8))
        try await manifest.send(&zip, &sender, to: &writer)
        try await table.send(&zip, &sender, to: &writer)
        try await sender.end(zip.end(), to: &writer)
    }

    private static func line(_ cells: [String?]) -> [UInt8] {
        var csv = CSVWriter()
        csv.record(cells)
        return csv.take()
    }
}

/// A file of the archive that is complete only behind all others.
private struct ListedFile {
    private let name: String
    private var content: BulkScratch
    private var checksum: UInt32 = 0

    init(_ name: String, _ content: BulkScratch) {
        self.name = name
        self.content = content
    }

    mutating func append(_ bytes: [UInt8]) throws {
        checksum = ZIPEntry.checksum(of: bytes, after: checksum)
        try content.append(bytes)
    }

    func send(
        _ zip: inout ZIPWriter,
        _ sender: inout ResultSender,
        to writer: inout any ResponseBodyWriter,
    ) async throws {
        try await sender.send(zip.begin(ZIPEntry(name, size: content.count, checksum: checksum)), to: &writer)
        var offset = 0
        while offset < content.count {
            let part = try content.read(at: offset)
            try await sender.send(part, to: &writer)
            offset += part.count
        }
    }
}

/// One entry, taken apart.
private struct ResultRow {
    private let index: Int
    private let entry: BulkEntry
    private let members: [String: JSONValue]
    /// The pictures: under which source, the name in the archive, the bytes.
    let files: [(source: String?, name: String, content: [UInt8])]

    init(_ entry: BulkEntry, index: Int) {
        self.index = index
        self.entry = entry
        // It was written by this program, whatever the bounds are now.
        let value = (try? JSONParser.parse(entry.json, depth: 8)) ?? .null
        members = value.members ?? [:]
        let number = String(index + 1)
        let base =
            "images/" + String(repeating: "0", count: max(0, 6 - number.utf8.count)) + number + Self.safe(entry.uid)
        switch value.members?["QRs"] ?? value {
        case .object(let sources):
            var taken: Set<String> = []
            files = sources.sorted { $0.key < $1.key }.compactMap { source, uri in
                Self.file(uri, base + Self.safe(source, beside: &taken)).map { (source, $0.name, $0.content) }
            }
        case let uri: files = Self.file(uri, base).map { [(nil, $0.name, $0.content)] } ?? []
        }
    }

    private var status: String { entry.kind == .failed ? "failed" : "ok" }

    /// The row of the manifest.
    var manifest: [UInt8] {
        JSONWriter.bytes { writer in
            writer.object { writer in
                writer.member("index", index)
                writer.member("uid", entry.uid.isEmpty ? nil : entry.uid)
                writer.member("status", status)
                for name in ["id", "url", "message", "code"] {
                    guard let value = members[name] else { continue }
                    writer.name(name)
                    writer.value(value)
                }
                writer.member("files", files) { writer, file in
                    writer.object { writer in
                        writer.member("file", file.name)
                        if let source = file.source { writer.member("source", source) }
                        writer.member("bytes", file.content.count)
                    }
                }
            }
        }
    }

    /// The row of the table.
    var cells: [String?] {
        [
            String(index), entry.uid, status, text("id"), text("url"),
            files.map(\.name).joined(separator: " "), text("message"), text("code"),
        ]
    }

    private func text(_ name: String) -> String? {
        switch members[name] {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }

    private static func file(_ uri: JSONValue, _ base: String) -> (name: String, content: [UInt8])? {
        guard case .string(let text) = uri, let comma = text.firstIndex(of: ","),
            let content = Data(base64Encoded: String(text[text.index(after: comma)...]))
        else { return nil }
        return (base + "." + ending(of: text.prefix(while: { $0 != ";" }).dropFirst("data:".count)), Array(content))
    }

    private static func ending(of mediaType: Substring) -> String {
        switch mediaType {
        case "image/svg+xml": "svg"
        case "image/jpeg": "jpg"
        case "application/postscript": "eps"
        default: String(mediaType.split(separator: "/").last ?? "bin")
        }
    }

    /// The name of a source as a part of a file's, apart from those of the row's other sources.
    private static func safe(_ source: String, beside taken: inout Set<String>) -> String {
        let name = safe(source)
        // Systems that ignore the case of letters would write one over the other.
        let names = (1...).lazy.map { $0 == 1 ? name : "\(name)-\($0)" }
        return names.first { taken.insert($0.lowercased()).inserted } ?? name
    }

    /// A name that a caller chose as a part of a file's, which leads into no other folder.
    private static func safe(_ name: String) -> String {
        let safe = name.utf8.prefix(64).map { Base62.isSlugByte($0) ? $0 : UInt8(ascii: "_") }
        return safe.isEmpty ? "" : "-" + String(decoding: safe, as: UTF8.self)
    }
}
