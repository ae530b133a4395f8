// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import Scans

@Suite("Scans are told more of when they leave the journal")
struct ScanEnricherTests {
    private static let phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
        + "Mobile/15E148 Safari/604.1"

    @Test("bots are bots, HEAD is HEAD, and all that was sent is told apart")
    func everything() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        writer.append(1, userAgent: Self.phone, referrer: "https://a.example/x", language: "fr-CH, en;q=0.8")
        writer.append(2, userAgent: "Googlebot/2.1")
        writer.append(3, marks: .head, userAgent: "Googlebot/2.1")
        writer.append(4, userAgent: "")
        writer.append(5, marks: .ahead, userAgent: Self.phone)
        writer.append(6, marks: [.head, .ahead], userAgent: Self.phone)
        let scans = try enriched(fixture)
        #expect(scans.map(\.kind) == [.person, .bot, .head, .person, .bot, .head])
        #expect(scans[0].client == ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari"))
        #expect(scans[0].userAgent == Self.phone)
        #expect(scans[0].referrerHost == "a.example")
        #expect(scans[0].language == "fr")
        #expect(scans[3].client == .unknown && scans[3].userAgent == nil)
        #expect(scans[3].referrerHost == nil && scans[3].language == nil)
    }

    @Test("who asks for privacy leaves no digest and no user agent, only what many share")
    func privacy() throws {
        let fixture = try JournalFixture()
        _ = try fixture.journal.makeWriter()
        let segment = try #require(fixture.journal.segments.first)
        let record = ScanRecord(
            code: 7,
            milliseconds: JournalFixture.noon.milliseconds,
            visitor: 99,
            version: 1,
            country: .unknown,
            marks: .privacy,
        )
        let isAppended = segment.append(
            record,
            userAgent: Array(Self.phone.utf8).span,
            referrer: Array("https://a.example/x".utf8).span,
            language: Array("fr".utf8).span,
            source: Span(),
        )
        #expect(isAppended)
        let scan = try #require(try enriched(fixture).first)
        #expect(scan.kind == .person)
        #expect(scan.visitor == nil && scan.userAgent == nil && scan.place == nil)
        #expect(scan.client == ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari"))
        #expect(scan.referrerHost == "a.example" && scan.language == "fr")
    }

    private func enriched(_ fixture: JournalFixture) throws -> [Scan] {
        let segment = try #require(fixture.journal.segments.first)
        return SegmentFollower(segment, from: nil).scans()
    }
}
