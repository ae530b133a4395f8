// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Variants as they are counted")
struct VariantLabelTests {
    @Test("a label is its number and its name, and is read back from both")
    func roundTrips() throws {
        for rule in 0...20 {
            for variant in 1...4 {
                let label = try #require(VariantLabel(Scan.Lead(rule: rule, variant: variant)))
                #expect(VariantLabel(number: Int(label.number)) == label)
                #expect(VariantLabel(label.text) == label)
            }
        }
        #expect(VariantLabel(Scan.Lead(rule: 0, variant: 2))?.text == "2")
        #expect(VariantLabel(Scan.Lead(rule: 3, variant: 1))?.text == "r3-1")
        #expect(VariantLabel(Scan.Lead(rule: 3)) == nil)
    }

    @Test(
        "what is no name of a variant is none",
        arguments: ["", "0", "8", "-1", "+1", "01", "a", "r1", "r1-", "r0-1", "r1-8", "1-1"],
    )
    func refused(_ text: String) { #expect(VariantLabel(text) == nil) }

    @Test("variants of rules are counted apart, the same when they are counted anew", arguments: Backend.allCases)
    func counted(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("code", of: account))
            let leads = [(0, 1), (0, 2), (1, 1), (1, 1), (2, 0)].map { Scan.Lead(rule: $0.0, variant: $0.1) }
            try await store.add(leads.map { Scan.sample(code, at: morning, lead: $0) })
            let query = AnalyticsQuery(edges: [morning, morning + day])
            let counts = try #require(try await store.analytics(query, of: .code(code.id), in: account.id))
            let found = counts[.variant].map { "\($0.name): \($0.scans)" }
            #expect(found == ["r1-1: 2", "1: 1", "2: 1"])
            for day in try await store.scanDays() {
                #expect(try await store.checkRollups(ofDay: day.day, repairs: false).differing == 0)
            }
        }
    }
}
