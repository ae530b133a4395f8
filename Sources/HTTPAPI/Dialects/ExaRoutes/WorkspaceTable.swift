// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes

/// The rows of a workspace upload: a CSV of `destination,dataType`, with or without these names on its first line.
struct WorkspaceTable {
    /// The most rows of a file.
    static let mostRows = 500
    private static let (destination, dataType) = ("destination", "dataType")

    /// The rows as bulk jobs read them, each a JSON object.
    private(set) var rows: [[UInt8]] = []
    private var header: CSVHeader?

    /// Reads a file.
    /// - Throws: a problem: no CSV, no row, or too many of them.
    init(_ file: ArraySlice<UInt8>) throws(Problem) {
        let records: [CSVRecord]
        do throws(CSVError) {
            var reader = CSVReader()
            records = try reader.read(file) + reader.finish()
        } catch {
            throw Problem(.unreadableFile, error.description)
        }
        var body = records[...]
        if let first = body.first, case let header = CSVHeader(first), header.contains(Self.destination) {
            self.header = header
            body.removeFirst()
        }
        guard !body.isEmpty else {
            throw Problem(.emptyBatch, "the file has no row; send at least one line of destination,dataType")
        }
        guard body.count <= Self.mostRows else {
            let detail = "the file has \(body.count) rows; at most \(Self.mostRows) are allowed: split it, or send JSON"
            throw Problem(.outOfRange, "\(detail) to /api/qr/bulk-generate")
        }
        rows = body.enumerated().map { index, record in row(record, number: index + 1) }
    }

    /// A dynamic code; what is wrong with it is told in the result, in its place.
    private func row(_ record: CSVRecord, number: Int) -> [UInt8] {
        let type = field(Self.dataType, at: 1, of: record)
        return JSONWriter.bytes { writer in
            writer.object { writer in
                writer.member("uid", String(number))
                writer.member("qrType", "dynamic")
                writer.member("dataType", type.isEmpty ? DataType.url.rawValue : type)
                writer.member("data", field(Self.destination, at: 0, of: record))
            }
        }
    }

    private func field(_ name: String, at place: Int, of record: CSVRecord) -> String {
        let text = header.map { $0.field(name, of: record) } ?? record.fields.dropFirst(place).first
        return String((text ?? "").trimmingSpaces)
    }
}
