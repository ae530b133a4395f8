// SPDX-License-Identifier: Apache-2.0

/// Sends the scans for which its conditions hold somewhere else.
package struct Rule: Sendable, Hashable {
    /// When it holds.
    package let conditions: RuleConditions
    /// Where it leads: one destination, or several with their weights.
    package let targets: [Variant]
    /// Tags for its destinations in place of the code's; nil for the code's.
    package let utm: CampaignTags?

    /// The most rules of one code.
    package static let maximumCount = 20

    /// Makes a rule.
    package init(conditions: RuleConditions, targets: [Variant], utm: CampaignTags? = nil) {
        self.conditions = conditions
        self.targets = targets
        self.utm = utm
    }

    /// Reads the fields of a rule.
    init?(_ fields: inout FieldReader, refusing hosts: OwnHosts, isStored: Bool = false) {
        let conditions = RuleConditions(&fields, isStored: isStored)
        let before = fields.faults.count
        let utm = fields.tags("utm")
        let destination = fields.destination("destination", refusing: hosts)
        let variants = Variant.list(&fields, refusing: hosts)
        // A field that is there and faulty has said so already.
        if fields.faults.count == before {
            if destination == nil, variants.isEmpty {
                fields.fault("destination", "a rule needs a destination or variants", kind: .missing)
            } else if destination != nil, !variants.isEmpty {
                fields.fault("variants", "give either destination or variants")
            }
        }
        let conditionNames = ["device", "os", "language", "country", "time"]
        if conditions.isEmpty, !conditionNames.contains(where: { fields.has($0) }) {
            let names = conditionNames.joined(separator: ", ")
            fields.fault("device", "a rule needs a condition, at least one of \(names)", kind: .missing)
        }
        self.init(
            conditions: conditions,
            targets: destination.map { [Variant(destination: $0, weight: 1)] } ?? variants,
            utm: utm,
        )
    }

    /// The rule as ``init(_:refusing:isStored:)`` reads it.
    package var json: JSONValue {
        var members = conditions.members
        if targets.count == 1 {
            members["destination"] = .string(targets[0].destination.text)
        } else {
            members["variants"] = .array(targets.map(\.json))
        }
        members["utm"] = utm?.json
        return .object(members)
    }
}
