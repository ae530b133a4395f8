// SPDX-License-Identifier: Apache-2.0

import CSV
import Codes
import Foundation
import Testing

@testable import Bulk
@testable import HTTPAPI

@Suite("Fuzz: tables, arrays and the files of bulk jobs")
struct TransferFuzzTests {
    @Test("a table says the same however it is cut into pieces, and is read again as it is written")
    func tables() throws {
        try Fuzzer(name: "csv", seeds: Corpus.files(in: "FuzzTests/Corpus/tables"), longest: 8_192).run { input in
            let limits = CSVLimits(fields: 64, recordBytes: 2_048)
            let whole = try? records(of: [input], limits)
            let cut = try? records(of: pieces(of: input), limits)
            #expect(whole?.map(\.fields) == cut?.map(\.fields))
            guard let whole, !whole.isEmpty else { return false }
            var writer = CSVWriter(neutralizes: false)
            for record in whole { writer.record(record.fields) }
            var reader = CSVReader(separator: UInt8(ascii: ","))
            let again = try reader.read(writer.bytes) + reader.finish()
            // Records of one empty field become empty lines, which are passed over.
            #expect(again.map(\.fields) == whole.map(\.fields).filter { $0 != [""] })
            return true
        }
    }

    @Test("a cell that was kept from being a formula is given back as it was")
    func formulas() throws {
        try Fuzzer(name: "formula", seeds: [Array("'=1+1".utf8), Array("@x".utf8)], longest: 64).run { input in
            let text = String(decoding: input, as: UTF8.self)
            let cell = CSVFormula.neutralized(text)
            #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.unicodeScalars.first))
            #expect(CSVFormula.restored(cell) == text)
            return cell != text
        }
    }

    @Test("the rows of an import are members or faults, in the order of their lines")
    func imports() throws {
        try Fuzzer(name: "import", seeds: Corpus.files(in: "FuzzTests/Corpus/tables"), longest: 8_192).run { input in
            var taken = false
            for format in RowFormat.allCases {
                var reader = ImportReader(format)
                guard var entries = try? reader.read(input) else { continue }
                entries += (try? reader.finish()) ?? []
                #expect(entries.map(\.line) == entries.map(\.line).sorted())
                taken = taken || entries.contains { (try? $0.members.get()) != nil }
            }
            return taken
        }
    }

    @Test("an array that is cut into elements is the array that a parser reads")
    func arrays() throws {
        try Fuzzer(name: "json-array", seeds: Corpus.files(in: "FuzzTests/Corpus/arrays"), longest: 8_192).run {
            input in
            let whole = try? JSONParser.parse(input, depth: 32)
            for parts in [[input], pieces(of: input)] {
                let cut = try? elements(of: parts)
                if case .array(let elements)? = whole { #expect(cut == elements) } else { #expect(cut == nil) }
            }
            return whole != nil
        }
    }

    @Test("damaged files of a bulk job give whole rows and entries, or an error")
    func bulkFiles() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rows = [#"{"uid":1}"#, "[]", String(repeating: "a", count: 300)].map { Array($0.utf8) }
        var frames: [UInt8] = []
        for row in rows { RowFrame.append(row.span, to: &frames) }
        var entries: [UInt8] = []
        for (row, uid) in zip(rows, ["a", "é", ""]) {
            EntryFrame.append(BulkEntry(.fixed, uid: uid, json: row), to: &entries)
        }
        try Fuzzer(name: "bulk-file", seeds: [frames, entries], inputs: 3_000, longest: 2_048).run { input in
            try Data(input).write(to: URL(filePath: path))
            var reader = try RowReader(path: path, offset: 0, index: 0, count: 3)
            var found = 0
            while let slice = try? reader.next(rows: 2, bytes: 64), !slice.rows.isEmpty {
                found += slice.rows.reduce(0) { $0 + $1.json.count }
            }
            #expect(found <= input.count)
            var results = try EntryReader(path: path, bytes: input.count)
            var read = 0
            while let entry = try? results.next() { read += EntryFrame.headBytes + entry.json.count }
            #expect(read <= input.count)
            return found > 0 || read > 0
        }
    }

    private func records(of pieces: [[UInt8]], _ limits: CSVLimits) throws -> [CSVRecord] {
        var reader = CSVReader(limits: limits)
        var records: [CSVRecord] = []
        for piece in pieces { records += try reader.read(piece) }
        return try records + reader.finish()
    }

    private func elements(of pieces: [[UInt8]]) throws -> [JSONValue] {
        var splitter = JSONArraySplitter(depth: 32, longestElement: 1 << 16)
        var elements: [JSONValue] = []
        for piece in pieces {
            try splitter.read(piece.span) { element in
                elements.append(try JSONParser.parse(element.indices.map { element[$0] }, depth: 31))
            }
        }
        try splitter.finish()
        #expect(splitter.count == elements.count)
        return elements
    }

    /// Pieces of one to seven bytes, so that everything is cut somewhere.
    private func pieces(of input: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        while start < input.count {
            let end = min(input.count, start + 1 + Int(input[start]) % 7)
            pieces.append(Array(input[start..<end]))
            start = end
        }
        return pieces
    }
}
