// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Testing

@testable import Redirect

@Suite("where rules and variants lead")
struct LeadPlanTests {
    private static let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148"
    private static let noon = Timestamp(milliseconds: 1_795_262_400_000)

    private func target(_ path: String, weight: Int = 1) -> Variant {
        Variant(destination: Destination(stored: "https://example.com/\(path)"), weight: weight)
    }

    private func plan(_ routing: Routing, forwardQuery: Bool = false, _ type: DataType = .url) throws -> LeadPlan {
        let settings = CodeSettings(forwardQuery: forwardQuery, routing: routing)
        return LeadPlan(
            try code(
                "poster01", type, leadingTo: type == .url ? "https://example.com/own" : "hello", settings: settings, ))
    }

    private func traits(_ change: (inout ScanTraits) -> Void = { _ in }) -> ScanTraits {
        var traits = ScanTraits(moment: Self.noon)
        change(&traits)
        return traits
    }

    @Test("the first rule whose conditions all hold decides, then the code itself")
    func order() throws {
        let plan = try plan(
            Routing(rules: [
                Rule(conditions: RuleConditions(devices: [.mobile], countries: ["FR"]), targets: [target("a")]),
                Rule(conditions: RuleConditions(systems: [.ios]), targets: [target("b")]),
                Rule(conditions: RuleConditions(languages: ["pt"]), targets: [target("c")]),
            ]))
        let kind = ScannerKind(userAgent: Self.phone)
        func path(_ change: (inout ScanTraits) -> Void) -> String? {
            plan.lead(traits(change)).location.map { String($0.dropFirst("https://example.com/".count)) }
        }
        #expect(path { ($0.kind, $0.country) = (kind, "FR") } == "a")
        #expect(path { ($0.kind, $0.country) = (kind, "DE") } == "b")
        #expect(path { $0.language = "pt-br" } == "c")
        #expect(path { $0.language = "ptx" } == "own")
        #expect(path { $0.country = "FR" } == "own")
        #expect(plan.lead(traits { $0.language = "pt" }).mark == ScanLead(rule: 3))
    }

    @Test("a visitor keeps the variant, and many visitors are divided by the weights")
    func variants() throws {
        let plan = try plan(Routing(variants: [target("a", weight: 3), target("b", weight: 1)]))
        var counts: [UInt8: Int] = [:]
        for visitor in 0..<4_000 as Range<UInt64> {
            let lead = plan.lead(traits { $0.visitor = visitor })
            #expect(plan.lead(traits { $0.visitor = visitor }) == lead)
            counts[lead.mark.variant, default: 0] += 1
        }
        #expect(counts.keys.sorted() == [1, 2])
        #expect((2_850...3_150).contains(counts[1] ?? 0))
    }

    @Test("a code that is no address leads to itself where no rule holds")
    func other() throws {
        let rule = Rule(conditions: RuleConditions(countries: ["FR"]), targets: [target("a")])
        #expect(try plan(Routing(rules: [rule]), .text).lead(traits()).location == nil)
    }

    @Test("tags and the scanner's query are added, the platform's own parameter is not")
    func queries() throws {
        let routing = Routing(utm: CampaignTags(["source": "qr"]), sources: ["north"])
        let lead = try plan(routing, forwardQuery: true).lead(traits { $0.query = "a=1&source=north&b" })
        #expect(lead.location == "https://example.com/own?utm_source=qr&a=1&b")
        #expect(lead.mark.source == "north")
        let unknown = try plan(routing).lead(traits { $0.query = "source=south" })
        #expect(unknown == LeadPlan.Lead(location: "https://example.com/own?utm_source=qr", mark: ScanLead()))
    }

    @Test(
        "a source is told however its name is encoded",
        arguments: [
            "source=Spring%20Flyer%20%2F%20Z%C3%BCrich%20%26%20co", "source=Spring+Flyer+/+Z%c3%bcrich+%26+co",
            "a=1&s%6Furce=%53pring+Flyer+%2f+Zu%CC%88rich+%26+co&b", "source=Spring Flyer / Zürich %26 co",
        ],
    )
    func names(_ query: String) throws {
        let routing = Routing(sources: ["Zürich", "Spring Flyer / Zürich & co"])
        #expect(try plan(routing).lead(traits { $0.query = query }).mark.source == "Spring Flyer / Zürich & co")
    }

    @Test(
        "what is another name, or none, is no source",
        arguments: ["source=Z%FCrich", "source=Zuerich", "source=", "source"],
    )
    func others(_ query: String) throws {
        #expect(try plan(Routing(sources: ["Zürich"])).lead(traits { $0.query = query }).mark.source.isEmpty)
    }
}
