// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store
import Testing

@testable import Scans

@Suite("Segments after a power cut")
struct DamagedSegmentTests {
    /// Ten scans of 80 bytes each, codes 0 to 9, in a segment of an earlier run; changed by `damage` before it is opened.
    private func codes(after damage: (inout Data) -> Void) throws -> (codes: [Int64], damagedBytes: Int) {
        let folder = try TemporaryFolder()
        do {
            let fixture = try JournalFixture(folder)
            let writer = try fixture.journal.makeWriter()
            for code in 0..<10 { writer.append(Int64(code)) }
            try folder.copy("journal", to: "copy")
        }
        let name = try #require(try folder.files(in: "copy", ending: ".scans").first)
        let file = URL(fileURLWithPath: folder.file("copy/\(name)"))
        var content = try Data(contentsOf: file)
        damage(&content)
        try content.write(to: file)

        let journal = try JournalFixture(folder, name: "copy").journal
        let segment = try #require(journal.segments.first)
        var reader = SegmentReader(segment)
        var codes: [Int64] = []
        while let record = reader.next() { codes.append(segment.withBytes(record) { $0.number(at: 8) }) }
        return (codes, reader.damagedBytes + reader.tornBytes)
    }

    private static let recordBytes = 80
    private static func record(_ index: Int) -> Int { SegmentHeader.byteCount + index * recordBytes }

    @Test("an undamaged segment is read to its end")
    func undamaged() throws {
        let (codes, damagedBytes) = try codes { _ in }
        #expect(codes == Array(0..<10))
        #expect(damagedBytes == 0)
    }

    @Test(
        "a torn tail ends the reading, whatever of the last record reached the disk", arguments: [4, 8, 9, 56, 60, 75],
    )
    func tornTail(bytes: Int) throws {
        let (codes, damagedBytes) = try codes { content in
            let start = Self.record(9) + bytes
            content.replaceSubrange(start..<Self.record(10), with: Data(count: Self.record(10) - start))
        }
        #expect(codes == Array(0..<9))
        #expect(damagedBytes > 0)
    }

    @Test("a record whose length never reached the disk is no scan")
    func lengthMissing() throws {
        let (codes, damagedBytes) = try codes { content in
            content.replaceSubrange(Self.record(9)..<Self.record(9) + 4, with: Data(count: 4))
        }
        #expect(codes == Array(0..<9))
        #expect(damagedBytes == 80)
    }

    @Test("one damaged record costs one scan, wherever the damage is", arguments: [0, 1, 3, 4, 8, 20, 37, 41, 56, 70])
    func damagedRecord(offset: Int) throws {
        let (codes, damagedBytes) = try codes { $0[Self.record(4) + offset] ^= 0x10 }
        #expect(codes == [0, 1, 2, 3, 5, 6, 7, 8, 9])
        #expect(damagedBytes == 80)
    }

    @Test("a lost page costs what was on it; the pages behind it are read")
    func lostPage() throws {
        let (codes, damagedBytes) = try codes { content in
            content.replaceSubrange(Self.record(2)..<Self.record(6) + 13, with: Data(count: 4 * 80 + 13))
        }
        #expect(codes == [0, 1, 7, 8, 9])
        #expect(damagedBytes == 400)
    }

    @Test("lengths beyond all bounds are not believed", arguments: [1, 55, 1_209, 65_000, 1 << 20, Int(UInt32.max)])
    func absurdLength(length: Int) throws {
        let (codes, _) = try codes { content in
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
            content.replaceSubrange(Self.record(5)..<Self.record(5) + 4, with: Data(bytes))
        }
        #expect(codes == [0, 1, 2, 3, 4, 6, 7, 8, 9])
    }

    @Test("a segment that was cut short gives what is left of it")
    func truncated() throws {
        let (codes, _) = try codes { $0 = $0.prefix(SegmentHeader.byteCount + 2_000) }
        #expect(codes == Array(0..<10))
    }

    @Test("a user agent that holds a record is a user agent")
    func forgedRecord() throws {
        let folder = try TemporaryFolder()
        let fixture = try JournalFixture(folder)
        let writer = try fixture.journal.makeWriter()
        // A record with the check that it would have in a segment of the well-known seed 0.
        var forged = [UInt8](repeating: 0, count: 56)
        forged[0] = 56
        forged[8] = 0x42
        let check = ScanRecord.check(of: unsafe forged.span.bytes, seed: 0)
        for index in 0..<4 { forged[4 + index] = UInt8(truncatingIfNeeded: check >> UInt32(8 * index)) }
        let none: [UInt8] = []
        writer.append(
            code: 1,
            version: 1,
            at: JournalFixture.noon,
            marks: [],
            address: IPAddress(ipv4: 1),
            userAgent: forged.span,
            referrer: none.span,
            language: none.span,
        )
        writer.append(2)
        try folder.copy("journal", to: "copy")
        let name = try #require(try folder.files(in: "copy", ending: ".scans").first)
        let file = URL(fileURLWithPath: folder.file("copy/\(name)"))
        var content = try Data(contentsOf: file)
        content[SegmentHeader.byteCount] ^= 1
        try content.write(to: file)
        let copy = try JournalFixture(folder, name: "copy")
        #expect(copy.scans.map(\.code) == [2])
    }
}
