// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store
import Testing

@testable import Scans

@Suite("The scan journal")
struct ScanJournalTests {
    @Test("what is appended is read back as it was")
    func roundTrip() throws {
        let fixture = try JournalFixture(countries: CountryDatabase(path: fixture("countries.mmdb")))
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("81.2.69.142"))
        let outcome = writer.append(
            -7,
            marks: .head,
            address: address,
            userAgent: "Agent",
            referrer: "https://example.org/é",
            language: "fr-CH, fr;q=0.9",
        )
        #expect(outcome == .recorded)
        let scan = try #require(fixture.scans.first)
        #expect(fixture.scans.count == 1)
        #expect(scan.code == -7)
        #expect(scan.version == 3)
        #expect(scan.at == JournalFixture.noon)
        #expect(scan.marks == .head)
        #expect(scan.country == "GB")
        #expect(scan.userAgent == "Agent")
        #expect(scan.referrer == "https://example.org/é")
        #expect(scan.language == "fr-CH, fr;q=0.9")
        let key = fixture.journal.salt.key(ofDay: 20_000)
        #expect(scan.visitor == VisitorDigest.digest(address: address, userAgent: Array("Agent".utf8).span, key: key))
    }

    @Test("HEAD is HEAD, and nothing said is nil")
    func kinds() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        writer.append(1, userAgent: "Googlebot/2.1")
        writer.append(2, marks: .head, userAgent: "Googlebot/2.1")
        writer.append(3, userAgent: "")
        let scans = fixture.scans
        #expect(scans.map(\.marks) == [[], .head, []])
        #expect(scans[2].userAgent == nil && scans[2].referrer == nil && scans[2].language == nil)
        #expect(scans.map(\.country) == ["??", "??", "??"])
    }

    @Test("rule, variant and source come back, up to the most there can be; a plain scan has none")
    func leads() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("203.0.113.7"))
        let long = String(repeating: "ß", count: 40)
        for lead in [ScanLead(), ScanLead(rule: 20, variant: 4, source: long), ScanLead(variant: 1, source: "north")] {
            writer.append(
                code: 1,
                version: 1,
                at: JournalFixture.noon,
                marks: [],
                address: address,
                userAgent: Array("Agent".utf8).span,
                referrer: Array("".utf8).span,
                language: Array("fr".utf8).span,
                lead: lead,
            )
        }
        #expect(
            fixture.scans.map(\.lead) == [
                Scan.Lead(), Scan.Lead(rule: 20, variant: 4, source: String(repeating: "ß", count: 32)),
                Scan.Lead(variant: 1, source: "north"),
            ])
        #expect(fixture.scans.map(\.language) == ["fr", "fr", "fr"])
    }

    @Test("a trusted CDN's country wins over the database")
    func countryOverride() throws {
        let fixture = try JournalFixture(countries: CountryDatabase(path: fixture("countries.mmdb")))
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("81.2.69.142"))
        writer.append(1, address: address, country: CountryCode(text: Array("CH".utf8).span))
        writer.append(2, address: address)
        #expect(fixture.scans.map(\.country) == ["CH", "GB"])
    }

    @Test("writers take a new country database at their next append")
    func replacedCountries() throws {
        let fixture = try JournalFixture(countries: CountryDatabase(path: fixture("countries.mmdb")))
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("81.2.69.142"))
        writer.append(1, address: address)
        fixture.journal.useCountries(try CountryDatabase(path: Self.file("countries-replaced.mmdb")))
        writer.append(2, address: address)
        fixture.journal.useCountries(nil)
        writer.append(3, address: address)
        #expect(fixture.scans.map(\.country) == ["GB", "DE", "??"])
    }

    @Test("long texts are cut at their bounds, between characters")
    func cut() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        let long = String(repeating: "a", count: 510) + String(repeating: "é", count: 500)
        writer.append(1, userAgent: long, referrer: "b" + long, language: long)
        let scan = try #require(fixture.scans.first)
        #expect(scan.userAgent == String(repeating: "a", count: 510) + "é")
        // The 512th byte is the first of two: it is replaced, which does not fit, and is dropped.
        #expect(scan.referrer == "b" + String(repeating: "a", count: 510))
        #expect(scan.language == String(repeating: "a", count: 128))
    }

    @Test("bytes that are no UTF-8, and control characters, do no harm")
    func hostileTexts() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        let bytes = [UInt8](repeating: 0xFF, count: 600)
        let controls: [UInt8] = [0x41, 0, 0x0A, 0x1B, 0x7F, 0x42]
        let none: [UInt8] = []
        writer.append(
            code: 1,
            version: .max,
            at: Timestamp(milliseconds: -1),
            marks: [],
            address: IPAddress(bits: 0),
            userAgent: bytes.span,
            referrer: controls.span,
            language: none.span,
        )
        let scan = try #require(fixture.scans.first)
        #expect(scan.userAgent == String(repeating: "\u{FFFD}", count: 170))
        #expect(scan.referrer == "A    B")
        #expect(scan.version == Int(UInt32.max))
        #expect(scan.at.milliseconds == -1)
    }

    @Test("no address is written anywhere, in no form")
    func privacy() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        let address = try #require(IPAddress("203.0.113.9"))
        for code in 0..<10 { writer.append(Int64(code), address: address) }
        let forms: [Data] = [
            Data([203, 0, 113, 9]), Data([9, 113, 0, 203]), Data("203.0.113.9".utf8), Data("cb007109".utf8),
        ]
        for file in try fixture.folder.files(in: "journal") {
            let content = try Data(contentsOf: URL(fileURLWithPath: fixture.folder.file("journal/\(file)")))
            for form in forms { #expect(content.range(of: form) == nil) }
        }
    }

    @Test("a visitor is the same all day and another one the next")
    func visitors() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        let tomorrow = Timestamp(milliseconds: 20_001 * 86_400_000)
        writer.append(1)
        writer.append(1, at: Timestamp(milliseconds: tomorrow.milliseconds - 1))
        writer.append(1, at: tomorrow)
        let visitors = fixture.scans.map(\.visitor)
        #expect(visitors[0] == visitors[1])
        #expect(visitors[1] != visitors[2])
    }

    @Test("a full segment is left for the next; numbers grow over all writers")
    func rotation() throws {
        let fixture = try JournalFixture()
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        // About 640 records of 104 bytes fill 64 KiB.
        for code in 0..<1_500 {
            first.append(Int64(code), userAgent: String(repeating: "x", count: 48))
            second.append(Int64(10_000 + code), userAgent: String(repeating: "x", count: 48))
        }
        #expect(fixture.journal.segments.count == 6)
        #expect(fixture.journal.segments.filter(\.isSealed).count == 4)
        #expect(fixture.journal.segments.map { $0.header.number & 0xFF_FFFF } == [0, 1, 2, 3, 4, 5])
        #expect(fixture.scans.count == 3_000)
        #expect(fixture.scans.filter { $0.code < 10_000 }.map(\.code) == (0..<1_500).map { Int64($0) })
        #expect(fixture.journal.status.recorded == 3_000)
        #expect(fixture.journal.status.overflowed == 0)
    }

    @Test("a writer that goes away leaves its segment to the reader")
    func retiredWriter() throws {
        let fixture = try JournalFixture()
        do {
            let writer = try fixture.journal.makeWriter()
            writer.append(1)
            #expect(!fixture.journal.segments[0].isSealed)
        }
        #expect(fixture.journal.segments[0].isSealed)
    }

    @Test("a reader beside many writers sees whole records, in order, and all of them")
    func concurrentReader() async throws {
        let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 16 << 20, sync: .never)
        let fixture = try JournalFixture(configuration: configuration)
        let journal = fixture.journal
        let writers = 4
        let scansEach = 3_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<writers {
                group.addTask {
                    let writer = try journal.makeWriter()
                    for index in 0..<scansEach {
                        let code = Int64(number * scansEach + index)
                        writer.append(code, userAgent: "\(code) " + String(repeating: "x", count: index % 300))
                    }
                }
            }
            group.addTask {
                var readers: [String: SegmentReader] = [:]
                var codes: [Int64] = []
                while codes.count < writers * scansEach {
                    for segment in journal.segments {
                        var reader = readers[segment.path] ?? SegmentReader(segment)
                        while let record = reader.next() {
                            let scan = segment.withBytes(record) { JournaledScan(record: $0) }
                            if scan.userAgent?.hasPrefix("\(scan.code) ") == true { codes.append(scan.code) }
                        }
                        readers[segment.path] = reader
                    }
                    await Task.yield()
                }
                #expect(codes.sorted() == Array(0..<Int64(writers * scansEach)))
            }
            try await group.waitForAll()
        }
        #expect(fixture.scans.count == writers * scansEach)
    }

    private static func file(_ name: String) -> String { ScansTests.fixture(name) }
}
