// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import Store

/// The statements of accounts and keys, and how their rows are read.
enum AccountRows {
    private static let accountColumns = "a.number, a.name, a.client_id, a.plan, a.created_at"
    private static let keyColumns = """
        k.number, k.account, k.name, k.prefix, k.digest, k.scopes, k.created_at, k.last_used_at, k.expires_at
        """

    static let accountByName = "SELECT \(accountColumns) FROM accounts a WHERE a.name = ?"
    static let accountByNumber = "SELECT \(accountColumns) FROM accounts a WHERE a.number = ?"
    static let allAccounts = "SELECT \(accountColumns) FROM accounts a ORDER BY a.name"
    static let insertAccount = """
        INSERT INTO accounts (name, client_id, plan, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
        """

    static let insertKey = """
        INSERT INTO api_keys (account, name, prefix, digest, scopes, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    static let keyByDigest = """
        SELECT \(keyColumns), \(accountColumns)
        FROM api_keys k JOIN accounts a ON a.number = k.account
        WHERE k.digest = ?
        """
    static let keysOfAccount = "SELECT \(keyColumns) FROM api_keys k WHERE k.account = ? ORDER BY k.number"
    static let keyByNumber = "SELECT \(keyColumns) FROM api_keys k WHERE k.number = ? AND k.account = ?"
    static let expireKey = "UPDATE api_keys SET expires_at = ? WHERE number = ? AND account = ?"
    /// Arguments: name and scopes, NULL where they stay; whether the end changes, and the end; key, account, moment.
    static let editKey = """
        UPDATE api_keys
        SET name = coalesce(?1, name), scopes = coalesce(?2, scopes), expires_at = iif(?3, ?4, expires_at)
        WHERE number = ?5 AND account = ?6 AND (expires_at IS NULL OR expires_at > ?7)
        """
    static let noteKeyUse = """
        UPDATE api_keys SET last_used_at = ?1 WHERE number = ?2 AND (last_used_at IS NULL OR last_used_at < ?1)
        """

    /// Reads an account whose columns begin at `start`.
    static func account(_ row: Row, at start: Int = 0) -> Account {
        Account(
            id: AccountID(row[start]),
            name: row[start + 1],
            clientID: row[start + 2],
            plan: row[start + 3],
            createdAt: Timestamp(milliseconds: row[start + 4]),
        )
    }

    /// Reads a key from the first columns.
    static func key(_ row: Row) -> APIKey {
        let digest: Data = row[4]
        let scopes: String = row[5]
        return APIKey(
            number: row[0],
            account: AccountID(row[1]),
            name: row[2],
            prefix: row[3],
            digest: Array(digest),
            // A word that this version does not know gives no right.
            scopes: Set(scopes.split(separator: ",").compactMap { Scope(rawValue: String($0)) }),
            createdAt: Timestamp(milliseconds: row[6]),
            lastUsedAt: row.moment(7),
            expiresAt: row.moment(8),
        )
    }

    /// How scopes are stored: words in a fixed order, separated by commas.
    static func text(of scopes: Set<Scope>) -> String {
        Scope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: ",")
    }
}

extension Row {
    /// A moment from a column of milliseconds, or nil where it is NULL.
    func moment(_ index: Int) -> Timestamp? {
        let milliseconds: Int64? = self[index]
        return milliseconds.map(Timestamp.init(milliseconds:))
    }
}
