// SPDX-License-Identifier: Apache-2.0

package import Codes

/// What addresses webhooks may have, and how many an account.
package struct WebhookRules: Sendable {
    /// The most webhooks of an account.
    package static let mostPerAccount = 20

    let hosts: OwnHosts
    let objection: @Sendable (String) -> String?

    /// Makes rules.
    /// - Parameters:
    ///   - hosts: the platform's own hosts, which are told of nothing.
    ///   - objection: why an address is never sent to, as far as can be told without asking anybody.
    package init(hosts: OwnHosts, objection: @escaping @Sendable (String) -> String?) {
        self.hosts = hosts
        self.objection = objection
    }

    /// What is wrong with an address; nil where nothing is.
    func fault(of url: String, at pointer: String) -> FieldFault? {
        do throws(CodeError) {
            _ = try Destination(url, at: pointer, refusing: hosts)
        } catch {
            guard case .invalid(let faults) = error, let fault = faults.first else { return nil }
            // The rule is the one for destinations of codes.
            return FieldFault(pointer, fault.detail.replacing("the destination", with: "the url"), kind: fault.kind)
        }
        return objection(url).map { FieldFault(pointer, "the url cannot be used: \($0)") }
    }
}
