// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Codes

@Suite("Countries that there are")
struct AssignedCountriesTests {
    private func contains(_ code: String) -> Bool {
        AssignedCountries.contains(code.utf8.first ?? 0, code.utf8.last ?? 0)
    }

    @Test("all assigned codes are there, and Kosovo's")
    func all() {
        #expect(AssignedCountries.count == 250)
        for code in ["AD", "FR", "GB", "SS", "SX", "TL", "ZW", "XK", "AX", "UM"] { #expect(contains(code), "\(code)") }
    }

    @Test("codes that nobody has, of old countries, of CDNs, and what are no letters, are none")
    func none() {
        for code in ["XX", "ZZ", "AA", "QQ", "UK", "EU", "AP", "SU", "YU", "AN", "T1", "??", "fr", "@A", "A["] {
            #expect(!contains(code), "\(code)")
        }
    }

    @Test("a rule that was stored with another pair of letters is read all the same")
    func stored() {
        let rule: JSONValue = .object(["country": .string("ZZ"), "destination": .string("https://example.com/")])
        let routing = Routing(stored: ["rules": .array([rule])])
        #expect(routing?.rules.first?.conditions.countries == ["ZZ"])
    }

    @Test(
        "tags that a destination has are left alone, however their names are written",
        arguments: [
            "https://a.example/?utm%5Fsource=x", "https://a.example/?a=1&%75tm_source",
            "https://a.example/?utm_source=",
        ],
    )
    func tags(location: String) throws {
        let tags = try #require(CampaignTags(["source": "qr", "medium": "print"]))
        #expect(tags.parameters(missingIn: location) == "utm_medium=print")
        let other = "https://a.example/?utm%255Fsource=1&utm%5source=2#?utm_source=3"
        #expect(tags.parameters(missingIn: other) == "utm_source=qr&utm_medium=print")
    }
}
