// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes
import NIOCore

/// A code as a line of a CSV file, and back: what a spreadsheet can show as text, and the rest as JSON in one cell.
struct CodeTable {
    /// What a cell holds.
    private enum Form {
        case text, whole, flag, json
        /// Texts with commas between, quoted as a line of CSV is.
        case list
    }

    /// What only the server says: written, and passed over when it is read back.
    static let readOnly: Set<String> = [
        "type", "redirectUrl", "encrypted", "createdAt", "updatedAt", "scans", "lastScannedAt",
    ]

    private static let columns: [(name: String, form: Form)] = [
        ("id", .text), ("dataType", .text), ("destination", .text), ("name", .text), ("description", .text),
        ("tags", .list), ("status", .text), ("redirectUrl", .text), ("returnType", .text), ("style", .json),
        ("redirectStatus", .whole), ("forwardQuery", .flag), ("expiresAt", .text), ("fallbackUrl", .text),
        ("scanLimit", .whole), ("secure", .list), ("locked", .flag), ("rules", .json), ("variants", .json),
        ("sources", .list), ("utm", .json), ("createdAt", .text), ("updatedAt", .text), ("scans", .whole),
        ("lastScannedAt", .text),
    ]

    /// The first line of a file.
    static let header: [String?] = columns.map(\.name)

    /// The line of a code, from its members as the API shows them.
    static func cells(of members: [String: JSONValue]) -> [String?] {
        columns.map { column in
            switch (members[column.name] ?? .null, column.form) {
            case (.null, _), (.array([]), _), (.object([:]), _): nil
            case (.string(let text), _): text
            case (.integer(let number), _): String(number)
            case (.bool(let flag), _): flag ? "true" : "false"
            case (.array(let elements), .list): list(elements)
            case (let value, _): JSONWriter.text(value)
            }
        }
    }

    /// The members that a line of a file of ours means; a column that the file does not have is no member, and an empty
    /// cell is `null`.
    static func members(of record: CSVRecord, under header: CSVHeader) throws(CodeError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        var faults: [FieldFault] = []
        for column in columns {
            guard let cell = header.field(column.name, of: record) else { continue }
            if let value = value(of: CSVFormula.restored(cell), column.form) {
                members[column.name] = value
            } else {
                faults.append(FieldFault("/\(column.name)", "\(column.name) cannot be read from its cell"))
            }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        // Tables that people make name the printed id as requests do.
        if !header.contains("id"), let cell = header.field("slug", of: record), !cell.isEmpty {
            members["slug"] = .string(CSVFormula.restored(cell))
        }
        return members
    }

    private static func value(of cell: String, _ form: Form) -> JSONValue? {
        guard !cell.isEmpty else { return .null }
        switch form {
        case .text: return .string(cell)
        case .whole: return Int(cell).map(JSONValue.integer) ?? .string(cell)
        case .flag: return ["true": JSONValue.bool(true), "false": .bool(false)][cell.lowercased()] ?? .string(cell)
        case .json: return try? JSONParser.parse(Array(cell.utf8), depth: 16)
        case .list: return texts(of: cell).map { .array($0.map(JSONValue.string)) }
        }
    }

    /// The texts of a cell that holds several.
    static func texts(of cell: String) -> [String]? {
        var reader = CSVReader(separator: UInt8(ascii: ","))
        guard let begun = try? reader.read(cell.utf8), let ended = try? reader.finish() else { return nil }
        return (begun + ended).flatMap(\.fields).filter { !$0.isEmpty }
    }

    private static func list(_ elements: [JSONValue]) -> String {
        var writer = CSVWriter(neutralizes: false)
        writer.record(
            elements.map { element in
                if case .string(let text) = element { text } else { nil }
            })
        return String(decoding: writer.take().dropLast(2), as: UTF8.self)
    }
}

extension JSONWriter {
    /// Any value, as text of one line.
    static func text(_ value: JSONValue) -> String { String(buffer: buffer { $0.value(value) }) }
}
