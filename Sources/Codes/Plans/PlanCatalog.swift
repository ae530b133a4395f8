// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// All plans by name.
///
/// The built-in catalog is `deploy/plans.json`, embedded when the program is built.
package struct PlanCatalog: Sendable {
    private let plans: [String: Plan]

    /// Why a catalog could not be read.
    package struct Malformed: Error, CustomStringConvertible {
        /// What is wrong, and where in the file.
        package let description: String
    }

    /// Reads a catalog: a JSON object from plan names to limits.
    /// - Throws: ``Malformed`` with everything that is wrong: broken JSON, no plan, a member that is missing, unknown or
    ///   out of its range.
    package init(json: Data) throws(Malformed) {
        let file: JSONValue
        do {
            file = try JSONDecoder().decode(JSONValue.self, from: json)
        } catch {
            throw Malformed(description: "the plans file is not JSON: \(Self.reason(error))")
        }
        guard let members = file.members else {
            throw Malformed(description: "the plans file must be an object of plans, not \(file.kind)")
        }
        var faults: [FieldFault] = []
        plans = members.reduce(into: [:]) { plans, member in
            do throws(CodeError) {
                plans[member.key] = try Self.plan(member.key, member.value)
            } catch {
                if case .invalid(let found) = error { faults += found }
            }
        }
        if members.isEmpty { faults.append(FieldFault("", "it names no plan")) }
        guard faults.isEmpty else {
            let lines = faults.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" }.sorted()
            throw Malformed(description: "the plans file is wrong: \(lines.joined(separator: "; "))")
        }
    }

    private static func plan(_ name: String, _ value: JSONValue) throws(CodeError) -> Plan {
        let pointer = FieldReader([:]).pointer(name)
        guard (1...64).contains(name.utf8.count), !name.containsControlCharacter else {
            throw .invalid("", "a plan's name has 1 to 64 bytes and no control characters")
        }
        guard let members = value.members else { throw .invalid(pointer, "a plan is an object, not \(value.kind)") }
        return try Plan(members, at: pointer)
    }

    private static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return "\(error)" }
        return (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
            ?? context.debugDescription
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
