// SPDX-License-Identifier: Apache-2.0

import Archive
import Codes
import Foundation
import PythonPrograms
import Testing

@Suite("Writing ZIP archives")
struct ZIPWriterTests {
    private let moment = Timestamp(iso8601: "2026-05-21T15:04:07.000Z") ?? .now

    /// An archive of these files, whole.
    private func archive(_ files: [(String, [UInt8])]) async throws -> [UInt8] {
        var zip = ZIPWriter(modified: moment)
        var bytes: [UInt8] = []
        for (name, content) in files { try await zip.add(name, content) { bytes += $0 } }
        return bytes + zip.end()
    }

    /// What Python's zipfile says of an archive, as lines.
    private func reading(_ archive: [UInt8], _ script: String) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-zip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "archive.zip")
        try Data(archive).write(to: file)
        let reader = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "zip_reader.py")
        let data = try await PythonProgram(script: reader.path).run([file.path, script], in: folder)
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("another reader finds every file with its name, content, time and mode")
    func isReadByAnother() async throws {
        let bytes = try await archive([
            ("qr-0001.png", [1, 2, 3]), ("Straße/empty.txt", []), ("z", Array("last".utf8)),
        ])
        let script = """
            print(z.testzip(), [(i.filename, z.read(i), i.date_time, i.compress_type, oct(i.external_attr >> 16)) \
            for i in z.infolist()])
            """
        let expected = """
            None [('qr-0001.png', b'\\x01\\x02\\x03', (2026, 5, 21, 15, 4, 6), 0, '0o100644'), \
            ('Straße/empty.txt', b'', (2026, 5, 21, 15, 4, 6), 0, '0o100644'), \
            ('z', b'last', (2026, 5, 21, 15, 4, 6), 0, '0o100644')]
            """
        let found = try await reading(bytes, script)
        #expect(found == expected)
    }

    @Test("the length is known before the first byte")
    func tellsItsLength() async throws {
        let files = (1...300).map { ("qr-\($0).png", [UInt8](repeating: 7, count: $0)) }
        let entries = try files.map { try ZIPEntry($0.0, content: $0.1) }
        #expect(try await archive(files).count == ZIPWriter.length(of: entries))
        #expect(ZIPWriter.length(of: []) == 22)
    }

    @Test("more files than the format once counted are read back")
    func countsPastSixteenBits() async throws {
        var zip = ZIPWriter(modified: moment)
        var bytes: [UInt8] = []
        let entry = try ZIPEntry("same", size: 0, checksum: 0)
        for _ in 0..<70_000 { bytes += zip.begin(entry) }
        bytes += zip.end()
        #expect(try await reading(bytes, "print(len(z.infolist()))") == "70000")
    }

    @Test("a directory beyond 4 GiB is found")
    func reachesPastFourGigabytes() throws {
        let large = try ZIPEntry("large", size: 0xFFFF_FFFE, checksum: 0)
        let entries = [large, large, try ZIPEntry("behind", size: 3, checksum: 0)]
        var zip = ZIPWriter(modified: moment)
        for entry in entries { _ = zip.begin(entry) }
        let end = zip.end()
        // The offset of the third file, in the directory's extra field of ZIP64.
        let offset = UInt64(2 * (0xFFFF_FFFE + 30 + 5))
        let field: [UInt8] = [1, 0, 8, 0] + (0..<8).map { UInt8(truncatingIfNeeded: offset >> (8 * $0)) }
        #expect(end.firstRange(of: field) != nil)
        #expect(ZIPWriter.length(of: entries) == Int(offset) + 30 + 6 + 3 + end.count)
    }

    @Test(
        "times outside the format's range are its nearest",
        arguments: [(-5, 1980), (0, 1980), (4_900_000_000, 2107)], )
    func boundsTimes(seconds: Int64, year: Int) async throws {
        var zip = ZIPWriter(modified: Timestamp(milliseconds: seconds * 1_000))
        var bytes: [UInt8] = []
        try await zip.add("a", []) { bytes += $0 }
        bytes += zip.end()
        #expect(try await reading(bytes, "print(z.infolist()[0].date_time[0])") == "\(year)")
    }

    @Test("what the format has no room for is refused")
    func refusesWhatDoesNotFit() {
        #expect(throws: ZIPError.nameLength(0)) { try ZIPEntry("", size: 0, checksum: 0) }
        #expect(throws: ZIPError.nameLength(65_536)) {
            try ZIPEntry(String(repeating: "n", count: 65_536), size: 0, checksum: 0)
        }
        #expect(throws: ZIPError.contentLength(1 << 32)) { try ZIPEntry("a", size: 1 << 32, checksum: 0) }
    }
}
