// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Testing

@testable import Redirect

@Suite("scans that come through the ordinary router")
struct RedirectResponderTests {
    private static let end = Timestamp(milliseconds: 1_795_262_400_000)

    /// A code in every state, with an id for each.
    private static func codes() throws -> [Code] {
        let over = Destination(stored: "https://example.com/over")
        return try RedirectStatus.allCases.map {
            try code("status\($0.rawValue)", settings: CodeSettings(redirectStatus: $0))
        } + [
            try code("forward1", leadingTo: "https://example.com/?a=1#f", settings: CodeSettings(forwardQuery: true)),
            try code("paused01", settings: CodeSettings(status: .inactive)),
            try code("ended001", settings: CodeSettings(expiresAt: end)),
            try code("later001", settings: CodeSettings(expiresAt: end.adding(.seconds(1)))),
            try code("fallback", settings: CodeSettings(expiresAt: end, fallback: over)),
            try code("deleted1", deletedAt: end),
            try code("contact1", .vcard, leadingTo: "BEGIN:VCARD\nEND:VCARD"),
            try code("event001", .vcalendar, leadingTo: "BEGIN:VEVENT\nEND:VEVENT"),
            try code("text0001", .text, leadingTo: "<b>Platform 7</b>"),
            try code("network1", .wifi, leadingTo: "WIFI:T:WPA;S:Guests;P:secret;;"),
            try code("phone001", .phone, leadingTo: "tel:+15551234567"),
        ]
    }

    @Test("it answers in every state what the connection in front answers, byte for byte, and notes the same scan")
    func differential() async throws {
        let connection = try await ConnectionFixture()
        let responder = RedirectResponder(core: connection.core)
        let peer = try #require(IPAddress("203.0.113.7"))
        for code in try Self.codes() { connection.table.store.put(code) }
        for id in try Self.codes().map(\.id.text) + ["neverMade"] {
            for isHead in [false, true] {
                let scan = RoutedScan(
                    id: id,
                    query: "b=2&c=%0A\"",
                    marks: isHead ? .head : [],
                    peer: peer,
                    userAgent: "Safari",
                    referrer: "https://a.example/",
                    language: "fr",
                )
                let reply = await responder.answer(scan)
                let encoded = EncodedReply(reply)
                let fields = [
                    "User-Agent: Safari", "Referer: https://a.example/", "Accept-Language: fr", "X-Request-Id: r",
                ]
                try connection.send(request("\(id)?b=2&c=%0A\"", fields: fields, method: isHead ? "HEAD" : "GET"))
                let rest = "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\nX-Request-Id: r\r\n\r\n"
                let body = isHead ? [] : encoded.body
                let expected = String(decoding: encoded.head + rest.utf8 + body, as: UTF8.self)
                #expect(connection.sent() == expected)
            }
        }
        let scans = connection.scans.scans
        #expect(scans.count == 48)
        for index in stride(from: 0, to: scans.count, by: 2) { #expect(scans[index] == scans[index + 1]) }
        #expect(connection.core.counts.scans == 48)
        #expect(connection.core.counts.notices == 16)
    }

    @Test(
        "what cannot be an id is unknown, and the store is not asked",
        arguments: [
            "", "ab", "a/b", "p\u{F6}ster", "poster01 ", "<script>", String(repeating: "x", count: 65),
        ], )
    func malformedIDs(id: String) async throws {
        let connection = try await ConnectionFixture()
        let reads = connection.table.store.reads.count
        let reply = await RedirectResponder(core: connection.core).answer(RoutedScan(id: id, peer: IPAddress(nil)))
        #expect(reply.status == 404)
        #expect(connection.table.store.reads.count == reads)
    }

    @Test("a code is loaded when it is not at hand; while the store fails it is a 503")
    func loading() async throws {
        let connection = try await ConnectionFixture()
        let responder = RedirectResponder(core: connection.core)
        connection.table.store.fail()
        let scan = RoutedScan(id: "poster01", peer: IPAddress(nil))
        #expect(await responder.answer(scan).status == 503)
        connection.table.store.fail(false)
        connection.table.store.put(try code())
        #expect(await responder.answer(scan).status == 302)
        #expect(connection.core.counts == RedirectCounts(scans: 1, notices: 1, unavailable: 1))
    }

    @Test("a proxy is believed here as on the connection")
    func proxies() async throws {
        let network = try #require(IPNetwork("203.0.113.0/24"))
        let connection = try await ConnectionFixture(try code(), proxies: [network])
        let peer = try #require(IPAddress("203.0.113.7"))
        let scan = RoutedScan(id: "poster01", peer: peer, forwardedFor: "192.0.2.1, 198.51.100.9", country: "fr")
        _ = await RedirectResponder(core: connection.core).answer(scan)
        #expect(connection.scans.scans == [NotedScan(address: "198.51.100.9", country: "FR")])
    }
}
