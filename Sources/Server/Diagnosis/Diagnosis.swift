// SPDX-License-Identifier: Apache-2.0

/// What was found when everything that is kept was looked at.
package struct Diagnosis: Sendable, Codable {
    /// One thing that was looked at.
    package struct Check: Sendable, Codable {
        /// Its name: `database`, `migrations`, `journal`, `counts`, `totals`.
        package let name: String
        /// Whether it is as it should be.
        package let ok: Bool
        /// What was seen, in words.
        package let detail: String
        /// What is wrong and what to do about it, one line each.
        package let problems: [String]
        /// What could not be looked at and why, one line each.
        package let notes: [String]

        init(name: String, ok: Bool, detail: String, problems: [String] = [], notes: [String] = []) {
            self.name = name
            self.ok = ok
            self.detail = detail
            self.problems = problems
            self.notes = notes
        }
    }

    /// What was looked at, in order.
    package internal(set) var checks: [Check] = []

    /// Whether all is as it should be.
    package var ok: Bool { checks.allSatisfy(\.ok) }

    /// The members of the report for machines.
    private enum CodingKeys: String, CodingKey {
        case ok, checks
    }

    init() {}

    /// Reads a report.
    package init(from decoder: any Decoder) throws {
        checks = try decoder.container(keyedBy: CodingKeys.self).decode([Check].self, forKey: .checks)
    }

    /// Writes the report.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(checks, forKey: .checks)
    }
}
