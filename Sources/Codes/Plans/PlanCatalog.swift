// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// All plans by name. The built-in catalog is `deploy/plans.json`, embedded when the program is built.
package struct PlanCatalog: Sendable {
    private let plans: [String: Plan]

    /// Why a catalog could not be read.
    package struct Malformed: Error, CustomStringConvertible {
        /// What is wrong, and where in the file.
        package let description: String
    }

    /// Reads a catalog: a JSON object from plan names to limits.
    /// - Throws: ``Malformed`` when the JSON is broken, a field is missing or there is no plan.
    package init(json: Data) throws(Malformed) {
        do {
            plans = try JSONDecoder().decode([String: Plan].self, from: json)
        } catch {
            throw Malformed(description: "the plans file is not an object of plans: \(error)")
        }
        if plans.isEmpty { throw Malformed(description: "the plans file names no plan") }
    }

    /// The catalog that comes with the program.
    package static func builtIn() throws(Malformed) -> PlanCatalog {
        try PlanCatalog(json: Data(PackageResources.plans_json))
    }

    /// A catalog without plans: what a start that is about to be refused goes on checking with.
    package static let none = PlanCatalog(plans: [:])

    private init(plans: [String: Plan]) { self.plans = plans }

    /// The plan of that name, or nil.
    package subscript(name: String) -> Plan? { plans[name] }

    /// All names, sorted.
    package var names: [String] { plans.keys.sorted() }
}
