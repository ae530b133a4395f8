// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// Where the rules and variants of a code lead, with everything worked out that does not depend on the scan.
struct LeadPlan: Sendable {
    /// Where a scan is led.
    struct Lead: Sendable, Hashable {
        /// The link; nil where it is the code's own answer.
        let location: String?
        /// Which rule and variant that was, and which source the scan named.
        let mark: ScanLead
    }

    private struct Target: Sendable {
        let location: String
        let weight: Int
    }

    private struct Branch: Sendable {
        let conditions: RuleConditions
        let targets: [Target]
    }

    private let number: Int64
    private let branches: [Branch]
    private let others: [Target]
    private let own: String?
    private let sources: [String]
    private let forwardsQuery: Bool

    /// Works out the links of a code.
    init(_ code: Code) {
        let routing = code.settings.routing
        func targets(_ variants: [Variant], _ tags: CampaignTags?) -> [Target] {
            variants.map { Target(location: Self.tag($0.destination.location, tags), weight: $0.weight) }
        }
        number = code.number
        branches = routing.rules.map { rule in
            Branch(conditions: rule.conditions, targets: targets(rule.targets, rule.utm ?? routing.utm))
        }
        others = targets(routing.variants, routing.utm)
        // Only a web address has a query that can be added to.
        let isWeb = code.payload.type == .url
        own = isWeb ? code.payload.location.map { Self.tag($0, routing.utm) } : nil
        sources = routing.sources
        forwardsQuery = code.settings.forwardQuery
    }

    /// Whether the way depends on who scans, and not on the query alone.
    var dependsOnScanner: Bool { !branches.isEmpty || others.count > 1 }

    /// Where a scan is led: by the first rule that holds, else to one of the code's variants, else where the code leads.
    func lead(_ traits: ScanTraits) -> Lead {
        let source = OwnParameters.source(in: traits.query, of: sources) ?? ""
        let rule = branches.firstIndex { $0.conditions.hold(for: traits) }
        let targets = rule.map { branches[$0].targets } ?? others
        let chosen = choice(among: targets, for: traits.visitor, rule: rule ?? branches.count)
        let variant = targets.count > 1 ? chosen.map { UInt8(clamping: $0 + 1) } ?? 0 : 0
        let link = chosen.map { targets[$0].location } ?? own
        return Lead(
            location: link.map { forwarding(traits.query, to: $0) },
            mark: ScanLead(rule: UInt8(clamping: rule.map { $0 + 1 } ?? 0), variant: variant, source: source),
        )
    }

    /// The same visitor gets the same variant of a code on a day, as long as the weights stay.
    private func choice(among targets: [Target], for visitor: UInt64, rule: Int) -> Int? {
        guard targets.count > 1 else { return targets.indices.first }
        var mixed = visitor ^ (UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(rule)
        // SplitMix64's finalizer (Steele, Lea and Flood, 2014): neighbouring inputs end far apart.
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        let total = UInt64(targets.reduce(0) { $0 + $1.weight })
        var place = ((mixed >> 32) &* total) >> 32
        for (index, target) in targets.enumerated() {
            if place < UInt64(target.weight) { return index }
            place -= UInt64(target.weight)
        }
        return targets.indices.last
    }

    private func forwarding(_ query: String, to location: String) -> String {
        guard forwardsQuery else { return location }
        let forwarded = sources.isEmpty ? query : OwnParameters.strip(query)
        let link = ForwardedQuery.add(Array(forwarded.utf8).span, to: location.utf8)
        return String(decoding: link, as: UTF8.self)
    }

    private static func tag(_ location: String, _ tags: CampaignTags?) -> String {
        guard let parameters = tags?.parameters(missingIn: location), !parameters.isEmpty else { return location }
        let link = ForwardedQuery.add(Array(parameters.utf8).span, to: location.utf8)
        return String(decoding: link, as: UTF8.self)
    }
}
