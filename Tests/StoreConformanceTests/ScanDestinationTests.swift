// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Where scans were led")
struct ScanDestinationTests {
    private static let plain = "https://example.com/"

    /// What leads a scan, in the order of the tests' lists.
    private static let leads = [
        Scan.Lead(), Scan.Lead(variant: 1), Scan.Lead(variant: 2), Scan.Lead(rule: 1), Scan.Lead(rule: 2, variant: 1),
        Scan.Lead(rule: 2, variant: 2), Scan.Lead(rule: Scan.Lead.fallback),
    ]

    private static func targets(_ names: [String]) -> [Variant] {
        names.map { Variant(destination: Destination(stored: "https://example.com/\($0)"), weight: 1) }
    }

    private static func rule(_ names: String...) -> Rule {
        Rule(conditions: RuleConditions(devices: [.mobile]), targets: targets(names), utm: nil)
    }

    private static func settings(_ rules: [Rule], variants: [String], fallback: String?) -> CodeSettings {
        var settings = CodeSettings()
        settings.routing = Routing(rules: rules, variants: targets(variants))
        settings.fallback = fallback.map { Destination(stored: "https://example.com/\($0)") }
        return settings
    }

    private static let first = settings([rule("r1"), rule("r2a", "r2b")], variants: ["a", "b"], fallback: "end")

    /// The destinations of a code's scans in the order in which they were made, without what is the same in all.
    private func destinations(of code: Code, in store: any WaymarkStore) async throws -> [String?] {
        let query = RecordedScanQuery(limit: 100, isAscending: true)
        let page = try #require(try await store.scans(query, ofCode: code.id, of: code.account))
        return page.scans.map { $0.destination.map { String($0.dropFirst(Self.plain.count)) } }
    }

    /// One scan of a code for each lead.
    private func scan(_ code: Code, at hours: Int64, in store: any WaymarkStore) async throws {
        let scans = Self.leads.enumerated().map { index, lead in
            Scan.sample(code, at: morning + hours * hour + Int64(index), lead: lead)
        }
        try await store.add(scans, position: hours + 1, journal: code.id.text)
    }

    @Test("a scan names the destination that its lead had when it was made", arguments: Backend.allCases)
    func history(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account, to: Self.plain, settings: Self.first))
            try await scan(code, at: 0, in: store)
            let named = try await store.edit(code) { $0.settings.name = "Name" }
            let moved = try await store.edit(named) {
                $0.settings.routing.variants = Self.targets(["a", "c"])
                $0.settings.routing.rules = [Self.rule("r2a", "r2b"), Self.rule("r1", "r3")]
                $0.settings.fallback = nil
            }
            try await scan(moved, at: 1, in: store)
            let back = try await store.edit(moved) { $0.settings = Self.first }
            try await scan(back, at: 2, in: store)
            // Answered by a table that had not heard of the edits yet.
            try await scan(named, at: 3, in: store)
            let before: [String?] = ["", "a", "b", "r1", "r2a", "r2b", "end"]
            // Now several targets where there was one, so that none is the rule's only one.
            let between: [String?] = ["", "a", "c", nil, "r1", "r3", nil]
            let expected = before + between + before + before
            #expect(try await destinations(of: code, in: store) == expected)
            try await store.delete(back)
            #expect(try await destinations(of: code, in: store) == expected)
        }
    }

    @Test("codes that are made and edited together have their history too", arguments: Backend.allCases)
    func together(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let drafts = try ["batch001", "batch002"].map { try Code.sample($0, of: account, settings: Self.first) }
            let charge = RenderCharge(account: account.id, month: CalendarMonth(of: morning), renders: 2, limit: nil)
            guard case .inserted(let codes, _) = try await store.insert(drafts, limit: nil, charge: charge) else {
                throw Unexpected("refused")
            }
            for code in codes { try await scan(code, at: 0, in: store) }
            let outcomes = try await store.update(codes.map(\.id), of: account.id) { code in
                var edited = code
                edited.settings.routing.variants = Self.targets(["c", "d"])
                return edited
            }
            for case .updated(let code) in outcomes {
                try await scan(code, at: 1, in: store)
                let before: [String?] = ["", "a", "b", "r1", "r2a", "r2b", "end"]
                #expect(try await destinations(of: code, in: store) == before + ["", "c", "d"] + before.dropFirst(3))
            }
            #expect(outcomes.count == 2)
        }
    }

    @Test("what is sealed is told of no scan, of those before neither", arguments: Backend.allCases)
    func sealed(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let settings = Self.settings([Self.rule("secret")], variants: ["a", "b"], fallback: "end")
            let code = try await store.add(.sample("one", of: account, to: Self.plain + "old", settings: settings))
            let moved = try await store.edit(code) {
                $0.payload = Payload(stored: .url, text: Self.plain + "secret")
            }
            for (hours, code) in zip(Int64(0)..., [code, moved]) { try await scan(code, at: hours, in: store) }
            let sealed = try await store.edit(moved) {
                $0.payload = Payload(stored: .url, text: "v1.c2VhbGVk", isSealed: true)
                $0.settings.secure = [.encrypt]
                $0.settings.routing = Routing()
            }
            try await store.add([.sample(sealed, at: morning + 2 * hour)], position: 3, journal: code.id.text)
            let led: [String?] = ["a", "b", nil, nil, nil, "end"]
            #expect(try await destinations(of: code, in: store) == ["old"] + led + [nil] + led + [nil])
        }
    }
}
