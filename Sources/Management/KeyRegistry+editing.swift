// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

extension KeyRegistry {
    /// Changes the name, the scopes or the end of a valid key; its secret stays.
    ///
    /// A key that has ended stays so: who holds a secret that was revoked must not get in again by an edit.
    /// - Parameters:
    ///   - key: the key.
    ///   - account: the account that it belongs to.
    ///   - edit: what is to be changed, an end in the future.
    /// - Returns: the key as it is now.
    /// - Throws: ``CodeError/invalid(_:)`` as a rule, or the store's failure.
    package func edit(
        _ key: APIKey,
        of account: Account,
        _ edit: KeyEdit,
    ) async throws(ManagementError) -> APIKey {
        let now = clock()
        let faults = Self.faults(name: edit.name, scopes: edit.scopes, expiresAt: edit.end?.moment, at: now)
        guard faults.isEmpty else { throw .rule(.invalid(faults)) }
        let edited = try await stored { () throws(StoreError) in
            try await store.editKey(key.number, of: account.id, edit, at: now)
        }
        guard let edited else {
            throw .rule(.invalid("/key", "the key \(key.prefix) has ended; make another one"))
        }
        return edited
    }

    /// Changes the name, the scopes or the end of a valid key, see ``edit(_:of:_:)``.
    /// - Parameters:
    ///   - reference: the key's name, visible prefix or number.
    ///   - name: the account's name.
    ///   - edit: what is to be changed.
    /// - Returns: the key as it is now.
    /// - Throws: ``CodeError/invalid(_:)`` where no valid key or more than one is meant, or the store's failure.
    package func edit(
        _ reference: String,
        of name: String,
        _ edit: KeyEdit,
    ) async throws(ManagementError) -> APIKey {
        let account = try await existing(name)
        return try await self.edit(find(reference, of: account), of: account, edit)
    }
}
