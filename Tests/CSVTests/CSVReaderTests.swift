// SPDX-License-Identifier: Apache-2.0

import CSV
import Testing

@Suite("CSV that is read")
struct CSVReaderTests {
    /// The fields of a file, read in pieces of a size.
    private func fields(
        _ text: String, pieces size: Int = 7, limits: CSVLimits = CSVLimits(),
    ) throws(CSVError) -> [[String]] {
        try records(Array(text.utf8), pieces: size, limits: limits).map(\.fields)
    }

    private func records(_ bytes: [UInt8], pieces size: Int, limits: CSVLimits) throws(CSVError) -> [CSVRecord] {
        var reader = CSVReader(limits: limits)
        var records: [CSVRecord] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            records += try reader.read(bytes[start..<min(start + size, bytes.count)])
        }
        return records + (try reader.finish())
    }

    @Test("pieces of any size give the same records", arguments: [1, 2, 3, 5, 1_000])
    func pieces(_ size: Int) throws {
        let file = "a,b,c\r\n1,\"two, \"\"2\"\"\r\nlines\",\r\n,,\r\nlast,x,\"\""
        let expected = [["a", "b", "c"], ["1", "two, \"2\"\r\nlines", ""], ["", "", ""], ["last", "x", ""]]
        #expect(try fields(file, pieces: size) == expected)
    }

    @Test(
        "the separator is that of the whole first line, wherever the file is cut and its quoted fields are divided",
        arguments: [1, 2, 3, 5, 1_000],
    )
    func separators(_ size: Int) throws {
        #expect(try fields("\"a,\nb,\";c;d\n1;2;3\n", pieces: size) == [["a,\nb,", "c", "d"], ["1", "2", "3"]])
        #expect(try fields("\u{FEFF}\"a,\n,\"\"\";c;d\n", pieces: size) == [["a,\n,\"", "c", "d"]])
        // A quote inside a plain field opens nothing.
        #expect(try fields("5\" pipe;b;c\n1,0;2;3\n", pieces: size) == [["5\" pipe", "b", "c"], ["1,0", "2", "3"]])
        // No more is looked at than one record may have.
        let limits = CSVLimits(recordBytes: 8)
        #expect(try fields("a,b;c;d\n", pieces: size, limits: limits) == [["a,b", "c", "d"]])
    }

    @Test("lines may end in CRLF, LF or CR, and empty ones are passed over")
    func lineEnds() throws {
        #expect(try fields("a\r\nb\nc\rd\n\n\r\ne") == [["a"], ["b"], ["c"], ["d"], ["e"]])
    }

    @Test("an empty file has no records, and a byte order mark is no part of the first field")
    func beginnings() throws {
        #expect(try fields("") == [])
        #expect(try fields("\r\n\n") == [])
        #expect(try fields("\u{FEFF}id,b\n") == [["id", "b"]])
    }

    @Test("the first line shows the separator", arguments: ["a;b,c;d", "a\tb,c\td"])
    func separators(_ line: String) throws {
        #expect(try fields(line) == [["a", "b,c", "d"]])
    }

    @Test("separators in quotes say nothing about the separator")
    func quotedSeparators() throws {
        #expect(try fields("\"a;b;c\",d\n1,2\n") == [["a;b;c", "d"], ["1", "2"]])
    }

    @Test("a quote inside a plain field is a character as others are")
    func plainQuotes() throws {
        #expect(try fields("5\" pipe,x\n") == [["5\" pipe", "x"]])
    }

    @Test("records know the line on which they begin")
    func lines() throws {
        let bytes = Array("a\n\"x\ny\"\nb\n".utf8)
        #expect(try records(bytes, pieces: 100, limits: CSVLimits()).map(\.line) == [1, 2, 4])
    }

    /// A file that ends in an error.
    struct Faulty: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let line: Int
    }

    static let faulty = [
        Faulty(testDescription: "a quote without end", bytes: Array("a\n\"b\nc".utf8), line: 2),
        Faulty(testDescription: "text behind a closing quote", bytes: Array("a\n\"b\"c\n".utf8), line: 2),
        Faulty(testDescription: "what is not UTF-8", bytes: Array("a\n".utf8) + [0xC3, 0x28, 0x0A], line: 2),
        Faulty(testDescription: "UTF-16", bytes: [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00], line: 1),
        Faulty(testDescription: "too many fields", bytes: Array("a\n1,2,3,4,5\n".utf8), line: 2),
        Faulty(
            testDescription: "too long a record", bytes: Array(("a\n" + String(repeating: "x", count: 99)).utf8),
            line: 2, ),
        Faulty(
            testDescription: "too long a first line", bytes: Array(String(repeating: "x", count: 99).utf8), line: 1, ),
    ]

    @Test("what cannot be read is an error that names the line", arguments: faulty)
    func errors(_ file: Faulty) throws {
        let limits = CSVLimits(fields: 4, recordBytes: 64)
        for size in [1, 100] {
            let error = try #require(throws: CSVError.self) {
                try records(file.bytes, pieces: size, limits: limits)
            }
            #expect(error.line == file.line)
        }
    }

    @Test("a header finds columns whatever their letter case and word marks")
    func header() {
        let header = CSVHeader(CSVRecord(line: 1, fields: ["Long URL", "back-half", "TAGS", "tags"]))
        #expect(header.place(of: "longUrl") == 0)
        #expect(header.place(of: "Back_Half") == 1)
        #expect(header.place(of: "tags") == 2)
        #expect(header.field("tags", of: CSVRecord(line: 2, fields: ["x", "y"])) == nil)
    }
}
