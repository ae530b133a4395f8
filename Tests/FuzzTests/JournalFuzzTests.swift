// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store
import Testing

@testable import Scans

@Suite("Fuzz: the scan journal")
struct JournalFuzzTests {
    @Test("a damaged segment gives whole records and an end")
    func segments() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "segment").path
        let seed = try Self.segment(in: folder)
        let enricher = ScanEnricher()
        let fuzzer = Fuzzer(name: "segment", seeds: [seed], longest: 8_192, repair: Self.repair)
        try fuzzer.run { input in
            try Data(input).write(to: URL(filePath: path))
            guard let segment = try SegmentFile.open(path) else { return false }
            var reader = SegmentReader(segment)
            var records = 0
            while let record = reader.next() {
                records += 1
                segment.withBytes(record) { bytes in
                    _ = enricher.scan(of: bytes)
                }
            }
            #expect(records * ScanRecord.headerBytes <= segment.byteCount)
            #expect(reader.tornBytes <= segment.byteCount)
            return records > 0
        }
    }

    /// A segment of three records, without the free room behind them.
    private static func segment(in folder: URL) throws -> [UInt8] {
        let header = SegmentHeader(
            journal: JournalID("00112233445566778899aabbccddeeff"), number: 7, seed: 0xDECA_FBAD,
            createdAt: Timestamp(milliseconds: 1_700_000_000_000),
        )
        let path = folder.appending(path: "seed").path
        let segment = try SegmentFile.make(header, path: path, byteCount: 4_096)
        for code in 1...3 {
            let record = ScanRecord(
                code: Int64(code), milliseconds: 1_700_000_000_000, visitor: 1 << 60, version: 1,
                country: .unknown, marks: code == 2 ? [.head, .privacy] : [],
            )
            let agent = Array("Mozilla/5.0 (X11)".utf8)
            let referrer = Array("https://waymark.example/".utf8)
            let language = Array("en".utf8)
            let isAppended = segment.append(
                record, userAgent: agent.span, referrer: referrer.span, language: language.span, source: language.span,
            )
            #expect(isAppended)
        }
        return try [UInt8](Data(contentsOf: URL(filePath: path)).prefix(1_600))
    }

    /// Sets the checks of the header and of the records that lie one behind the other.
    private static func repair(_ file: inout [UInt8]) {
        guard file.count >= SegmentHeader.byteCount else { return }
        store(CRC32C.checksum(unsafe file.span.extracting(0..<60).bytes), in: &file, at: 60)
        let seed = load(file, at: 12)
        var offset = SegmentHeader.byteCount
        while offset + ScanRecord.headerBytes <= file.count {
            let length = Int(load(file, at: offset))
            guard length >= ScanRecord.headerBytes, length <= file.count - offset else { return }
            let check = ScanRecord.check(of: unsafe file.span.extracting(offset..<offset + length).bytes, seed: seed)
            store(check, in: &file, at: offset + ScanRecord.Offset.check)
            offset += ScanRecord.paddedLength(length)
        }
    }

    private static func load(_ file: [UInt8], at offset: Int) -> UInt32 {
        file[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func store(_ number: UInt32, in file: inout [UInt8], at offset: Int) {
        for index in 0..<4 { file[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(8 * index)) }
    }
}
