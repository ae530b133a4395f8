// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Keeps where codes led and since which version, so that scans can be told where they were led.
struct LeadHistory {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Notes what a new code, or an edit of one, leads to otherwise than before.
    func note(_ code: Code, before: Code? = nil) throws {
        if before?.payload != code.payload { try noteDestination(of: code) }
        try noteLeads(of: code, before: before)
        if let before, code.payload.isSealed, !before.payload.isSealed { try seal(code, before: before) }
    }

    private func noteDestination(of code: Code) throws {
        let payload = code.payload
        try database.run(
            LeadSQL.insertDestination,
            [code.number, code.version, payload.type.rawValue, payload.text, code.updatedAt.milliseconds],
        )
    }

    private func noteLeads(of code: Code, before: Code?) throws {
        let (was, now) = (before.map(LeadTargets.init) ?? LeadTargets(), LeadTargets(code))
        guard was != now else { return }
        for (lead, destination) in now.destinations where was.destinations[lead] != destination {
            try insert(lead, destination, of: code)
        }
        for lead in was.destinations.keys where now.destinations[lead] == nil { try insert(lead, nil, of: code) }
    }

    private func insert(_ lead: LeadTargets.Lead, _ destination: String?, of code: Code) throws {
        try database.run(
            LeadSQL.insertLead,
            [code.number, lead.rule, lead.variant, code.version, destination, code.updatedAt.milliseconds],
        )
    }

    /// What is sealed from now on does not stay in clear as where the code led before.
    private func seal(_ code: Code, before: Code) throws {
        try database.run(LeadSQL.sealDestinations, [code.payload.text, code.number, before.payload.text])
        try database.run(LeadSQL.forgetLeads, [code.number, before.payload.text])
    }
}

/// Where the rules, the variants and the fallback of a code lead.
struct LeadTargets: Equatable {
    /// What a scan is led by, as ``Scan/Lead`` has it.
    struct Lead: Hashable {
        let rule: Int
        var variant = 0
    }

    private(set) var destinations: [Lead: String] = [:]

    /// Of nothing.
    init() {}

    /// Of a code, as it is now.
    init(_ code: Code) {
        destinations[Lead(rule: Scan.Lead.fallback)] = code.settings.fallback?.text
        let routing = code.settings.routing
        add(routing.variants, ofRule: 0)
        for (index, rule) in routing.rules.enumerated() { add(rule.targets, ofRule: index + 1) }
    }

    private mutating func add(_ targets: [Variant], ofRule rule: Int) {
        for (index, target) in targets.enumerated() {
            // As in the redirect: one target is no choice.
            destinations[Lead(rule: rule, variant: targets.count > 1 ? index + 1 : 0)] = target.destination.text
        }
    }
}

/// The statements of the history of codes.
private enum LeadSQL {
    static let insertDestination = """
        INSERT INTO code_destinations (code, version, data_type, payload, since) VALUES (?, ?, ?, ?, ?)
        """
    static let insertLead = """
        INSERT INTO code_leads (code, rule, variant, version, destination, since) VALUES (?, ?, ?, ?, ?, ?)
        """
    static let sealDestinations = "UPDATE code_destinations SET payload = ? WHERE code = ? AND payload = ?"
    static let forgetLeads = "UPDATE code_leads SET destination = NULL WHERE code = ? AND destination = ?"
}
