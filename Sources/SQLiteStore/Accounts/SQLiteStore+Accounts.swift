// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation
import GRDB
package import Store

extension SQLiteStore {
    /// Reads an account by the unique index on names.
    package func account(named name: String) async throws(StoreError) -> Account? {
        try await read("accounts.read") { try $0.first(AccountRows.accountByName, [name]) { AccountRows.account($0) } }
    }

    /// Reads an account by its row number.
    package func account(_ id: AccountID) async throws(StoreError) -> Account? {
        try await read("accounts.read") { database in
            try database.first(AccountRows.accountByNumber, [id.number]) { AccountRows.account($0) }
        }
    }

    /// Reads all accounts by name, in byte order.
    package func accounts() async throws(StoreError) -> [Account] {
        try await read("accounts.list") { try $0.all(AccountRows.allAccounts) { AccountRows.account($0) } }
    }

    /// Adds an account in one statement that leaves an existing name alone, so that two processes may both try.
    package func addAccount(
        name: String,
        clientID: String,
        plan: String,
        at moment: Timestamp,
    ) async throws(StoreError) -> Account {
        try await write("accounts.add") { database in
            try database.run(AccountRows.insertAccount, [name, clientID, plan, moment.milliseconds])
            guard let account = try database.first(AccountRows.accountByName, [name], { AccountRows.account($0) })
            else {
                throw StoreError.corruptRow("the account vanished while it was made", during: "accounts.add")
            }
            return account
        }
    }

    /// Adds a key; the digest is unique, and a second key of the same secret fails.
    package func addKey(_ key: NewKey) async throws(StoreError) -> APIKey {
        let attempt = RequestAttempt.current
        return try await write("keys.add") { database in
            try database.run(
                AccountRows.insertKey,
                [
                    key.account.number, key.name, key.prefix, Data(key.digest), AccountRows.text(of: key.scopes),
                    key.createdAt.milliseconds, key.expiresAt?.milliseconds,
                ],
            )
            let number = database.lastInsertedRowID
            try attempt?.note(.key(number), in: database)
            return APIKey(
                number: number,
                account: key.account,
                name: key.name,
                prefix: key.prefix,
                digest: key.digest,
                scopes: key.scopes,
                createdAt: key.createdAt,
                lastUsedAt: nil,
                expiresAt: key.expiresAt,
            )
        }
    }

    /// Finds a key by the unique index on digests, its account with it in the same statement.
    package func key(digest: [UInt8]) async throws(StoreError) -> (key: APIKey, account: Account)? {
        try await read("keys.read") { database in
            try database.first(AccountRows.keyByDigest, [Data(digest)]) { row in
                (AccountRows.key(row), AccountRows.account(row, at: 9))
            }
        }
    }

    /// Reads the keys of an account in the order in which they were made.
    package func keys(of account: AccountID) async throws(StoreError) -> [APIKey] {
        try await read("keys.list") { try $0.all(AccountRows.keysOfAccount, [account.number], AccountRows.key) }
    }

    /// Sets a key's end and reads it back in one transaction.
    package func expireKey(
        _ number: Int64,
        of account: AccountID,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey? {
        try await write("keys.expire") { database in
            try database.run(AccountRows.expireKey, [moment.milliseconds, number, account.number])
            return try database.first(AccountRows.keyByNumber, [number, account.number], AccountRows.key)
        }
    }

    /// Changes a valid key and reads it back in one transaction.
    package func editKey(
        _ number: Int64,
        of account: AccountID,
        _ edit: KeyEdit,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey? {
        try await write("keys.edit") { database in
            let changed = try database.run(
                AccountRows.editKey,
                [
                    edit.name, edit.scopes.map(AccountRows.text), edit.end != nil, edit.end?.moment?.milliseconds,
                    number, account.number, moment.milliseconds,
                ],
            )
            guard changed > 0 else { return nil }
            return try database.first(AccountRows.keyByNumber, [number, account.number], AccountRows.key)
        }
    }

    /// Notes all uses in one transaction; a use that is older than the one noted changes nothing.
    package func noteKeyUse(_ uses: [Int64: Timestamp]) async throws(StoreError) {
        guard !uses.isEmpty else { return }
        try await write("keys.use") { database in
            for (number, moment) in uses {
                let minute = moment.milliseconds.flooredQuotient(by: 60_000) * 60_000
                try database.run(AccountRows.noteKeyUse, [minute, number])
            }
        }
    }
}
