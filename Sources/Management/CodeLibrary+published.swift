// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

extension CodeLibrary {
    /// A living code, whoever owns it: for what its owner has published.
    /// - Throws: ``CodeError/notFound(_:)`` as a rule, or the store's failure.
    package func livingCode(_ id: CodeID) async throws(ManagementError) -> Code {
        let code = try await stored { () throws(StoreError) in try await store.resolve(id) }
        guard let code, code.deletedAt == nil else { throw .rule(.notFound(id.text)) }
        return code
    }
}
