// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Testing

@testable import Redirect

@Suite("scans whose answer depends on the scan, on a connection")
struct ConditionalFrontTests {
    private static func target(_ name: String, weight: Int = 1) -> Variant {
        Variant(destination: Destination(stored: "https://example.com/\(name)"), weight: weight)
    }

    private func connection(_ settings: CodeSettings, cached: Bool = true) async throws -> ConnectionFixture {
        try await ConnectionFixture(
            try code(settings: settings),
            cached: cached,
            services: RedirectServices(
                country: { _ in CountryCode(text: Array("FR".utf8).span) },
                visitor: { _, userAgent, _ in UInt64(userAgent.utf8.count) },
            ), )
    }

    @Test("a source that is one of the code's is noted, and is not forwarded", arguments: [true, false])
    func sources(isCached: Bool) async throws {
        let settings = CodeSettings(forwardQuery: true, routing: Routing(sources: ["north"]))
        let connection = try await connection(settings, cached: isCached)
        try connection.scan("poster01?source=north&a=1")
        #expect(await connection.answers(1) == ["302 https://example.com/landing?a=1"])
        try connection.scan("poster01?source=elsewhere")
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
        #expect(connection.scans.scans.map(\.lead) == [ScanLead(source: "north"), ScanLead()])
        #expect(connection.handOns == 0)
    }

    @Test("the first rule that holds leads, with the status of the code")
    func rules() async throws {
        let routing = Routing(rules: [
            Rule(conditions: RuleConditions(devices: [.tablet]), targets: [Self.target("tablet")]),
            Rule(conditions: RuleConditions(languages: ["de"], countries: ["FR"]), targets: [Self.target("german")]),
        ])
        let connection = try await connection(CodeSettings(redirectStatus: .temporaryRedirect, routing: routing))
        try connection.scan("poster01", "User-Agent: Mozilla/5.0 (iPad)")
        try connection.scan("poster01", "Accept-Language: de-AT, en;q=0.5")
        try connection.scan("poster01", "Accept-Language: en", method: "HEAD")
        #expect(
            answers(in: connection.sent()) == [
                "307 https://example.com/tablet", "307 https://example.com/german", "307 https://example.com/landing",
            ])
        #expect(connection.scans.scans.map(\.lead.rule) == [1, 2, 0])
        #expect(connection.scans.scans.map(\.marks) == [[], [], .head])
        #expect(connection.handOns == 0)
    }

    @Test("a visitor keeps his variant, and the front and the router choose the same")
    func variants() async throws {
        let connection = try await connection(
            CodeSettings(routing: Routing(variants: [Self.target("a"), Self.target("b"), Self.target("c")])))
        let router = RedirectResponder(core: connection.core)
        var leads: Set<String> = []
        for length in 1...40 {
            let userAgent = String(repeating: "x", count: length)
            try connection.scan("poster01", "User-Agent: \(userAgent)")
            let answer = try #require(answers(in: connection.sent()).first)
            let scan = RoutedScan(id: "poster01", peer: try #require(IPAddress("203.0.113.7")), userAgent: userAgent)
            let reply = await router.answer(scan)
            let location = reply.fields.first { $0.name == "Location" }?.value
            #expect(answer == "302 \(location ?? "")")
            leads.insert(answer)
        }
        #expect(leads.count == 3)
        #expect(connection.handOns == 0)
    }

    @Test("a contact with sources is handed out with its file, and the source noted")
    func files() async throws {
        let card = try code(
            "poster01", .vcard, leadingTo: "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n",
            settings: CodeSettings(routing: Routing(sources: ["north"])), )
        let connection = try await ConnectionFixture(card)
        try connection.scan("poster01?source=north")
        #expect(connection.sent().contains("\r\nContent-Type: text/vcard"))
        #expect(connection.scans.scans.map(\.lead.source) == ["north"])
    }

    @Test("what has to be counted or asked for first is handed on")
    func handedOn() async throws {
        let limited = try await connection(CodeSettings(routing: Routing(sources: ["north"]), scanLimit: 3))
        try limited.scan()
        #expect(limited.handOns == 1)
        let guarded = try await connection(
            CodeSettings(secure: [.password], password: .hashed(PasswordHash(hashing: "open sesame"))))
        try guarded.scan()
        #expect(guarded.handOns == 1)
        #expect(limited.scans.scans.isEmpty && guarded.scans.scans.isEmpty)
    }
}
