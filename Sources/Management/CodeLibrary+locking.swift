// SPDX-License-Identifier: Apache-2.0

package import Codes

extension CodeLibrary {
    /// Locks or unlocks a code, for the operator: no API unlocks.
    /// - Throws: ``CodeError/notFound(_:)`` as a rule, or the store's failure.
    package func setLock(_ isLocked: Bool, on id: String, of account: Account) async throws(ManagementError) -> Code {
        let clock = rules.clock
        return try await change(id, of: account) { (code) throws(CodeError) in code.locked(isLocked, at: clock()) }
    }
}
