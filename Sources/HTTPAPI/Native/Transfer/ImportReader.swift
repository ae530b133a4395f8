// SPDX-License-Identifier: Apache-2.0

package import CSV
import Codes

/// Reads the rows of an import from pieces of a file, holding no more than one row.
package struct ImportReader: Sendable {
    /// A row of the file: the fields of the code that it means, or why it means none.
    package struct Entry: Sendable {
        let line: Int
        let members: Result<[String: JSONValue], CodeError>
        /// The printed id of the file, where the row has another one now.
        var given: String?
    }

    /// How a file is to be read.
    package enum Plan: Sendable {
        /// By the names of its columns.
        case detect
        /// As the file of a known service.
        case source(ImportColumns.Source)
        /// By columns that the caller named.
        case columns(ImportColumns)
    }

    private let plan: Plan
    private let format: RowFormat
    private var table = CSVReader()
    private var header: CSVHeader?
    private var columns: ImportColumns?
    private var text: [UInt8] = []
    private var line = 0

    /// The most bytes of a line of NDJSON: the file of a picture in base 64, and what stands beside it.
    private static let longestLine = 3_000_000

    /// Makes a reader.
    /// - Parameters:
    ///   - format: what the file is.
    ///   - plan: how a CSV file is to be read; NDJSON files are this program's own.
    package init(_ format: RowFormat, plan: Plan = .detect) {
        self.format = format
        self.plan = plan
    }

    /// Reads the next piece of the file.
    /// - Returns: the rows that ended in it.
    /// - Throws: ``CSVError`` where the file cannot be read further.
    package mutating func read(_ piece: some Sequence<UInt8>) throws(CSVError) -> [Entry] {
        switch format {
        case .csv: return try entries(table.read(piece))
        case .ndjson:
            text.append(contentsOf: piece)
            return try lines(isEnd: false)
        }
    }

    /// Ends the file.
    /// - Returns: the rows that no line end followed.
    /// - Throws: ``CSVError`` where the file ends inside a row, or has no header.
    package mutating func finish() throws(CSVError) -> [Entry] {
        guard format == .csv else { return try lines(isEnd: true) }
        let entries = try entries(table.finish())
        guard header != nil else {
            throw CSVError(line: 1, reason: "the file is empty; its first line names the columns")
        }
        return entries
    }

    private mutating func entries(_ records: [CSVRecord]) throws(CSVError) -> [Entry] {
        var entries: [Entry] = []
        for record in records {
            guard let header else {
                try begin(CSVHeader(record))
                continue
            }
            if let columns {
                entries.append(
                    Entry(line: record.line, members: .success(columns.members(of: record, under: header))))
            } else {
                entries.append(Entry(line: record.line, members: Self.own(record, under: header)))
            }
        }
        return entries
    }

    private static func own(_ record: CSVRecord, under header: CSVHeader) -> Result<[String: JSONValue], CodeError> {
        do throws(CodeError) {
            return .success(try CodeTable.members(of: record, under: header))
        } catch {
            return .failure(error)
        }
    }

    /// Takes the first line, and finds out whose columns it names.
    private mutating func begin(_ header: CSVHeader) throws(CSVError) {
        self.header = header
        var source: ImportColumns.Source?
        switch plan {
        case .detect:
            source = ImportColumns.detect(header)
            if source == nil { throw Self.unknown(header, "name them with mapping, or the service with source") }
        case .source(let named): source = named
        case .columns(let named): columns = named
        }
        if let source { columns = ImportColumns(source) }
        let fits = columns?.fits(header) ?? header.contains("destination")
        guard fits else { throw Self.unknown(header, "none of them holds the destination") }
    }

    private static func unknown(_ header: CSVHeader, _ advice: String) -> CSVError {
        let names = header.names.prefix(20).joined(separator: ", ").shortened(to: 300)
        return CSVError(line: 1, reason: "the columns are \(names): \(advice)")
    }

    private mutating func lines(isEnd: Bool) throws(CSVError) -> [Entry] {
        var entries: [Entry] = []
        var rest = text[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? (isEnd && !rest.isEmpty ? rest.endIndex : nil) {
            line += 1
            let bytes = rest[..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            if bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
            entries.append(Entry(line: line, members: Self.object(Array(bytes))))
        }
        guard rest.count <= Self.longestLine else {
            throw CSVError(line: line + 1, reason: "the line is longer than \(Self.longestLine) bytes")
        }
        text = Array(rest)
        return entries
    }

    private static func object(_ bytes: [UInt8]) -> Result<[String: JSONValue], CodeError> {
        do throws(JSONFault) {
            if let members = try JSONParser.parse(bytes, depth: 16).members { return .success(members) }
            return .failure(.invalid("", "the line is no JSON object", kind: .wrongType))
        } catch {
            return .failure(.invalid("", "the line is not valid JSON: \(error.reason)"))
        }
    }
}
