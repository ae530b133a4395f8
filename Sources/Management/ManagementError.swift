// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// Why a use case did not do what was asked.
package enum ManagementError: Error, Sendable {
    /// A rule refused it; the caller can mend the request.
    case rule(CodeError)
    /// The store could not do its work; the operator has to look.
    case store(StoreError)
}

/// Runs a store's call and words its failure as a use case's.
func stored<Value>(_ call: () async throws(StoreError) -> Value) async throws(ManagementError) -> Value {
    do {
        return try await call()
    } catch {
        throw .store(error)
    }
}
