// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Charges in a transaction that it may share with other writes.
    package func charge(_ charge: RenderCharge) async throws(StoreError) -> ChargeOutcome {
        try await write("usage.charge") { try Self.charge(charge, in: $0) }
    }

    /// Reads a month's count by its primary key.
    package func renders(of account: AccountID, in month: CalendarMonth) async throws(StoreError) -> Int {
        try await read("usage.read") { try Self.renders(of: account, in: month, $0) }
    }

    /// Charges within a transaction that does more: the charge is undone with the rest of it.
    static func charge(_ charge: RenderCharge, in database: Database) throws -> ChargeOutcome {
        let (account, month) = (charge.account.number, charge.month.text)
        let changes = try database.run(UsageSQL.charge, [account, month, charge.renders, charge.limit])
        let used = try renders(of: charge.account, in: charge.month, database)
        return changes > 0 ? .charged(used: used) : .refused(used: used)
    }

    private static func renders(of account: AccountID, in month: CalendarMonth, _ database: Database) throws -> Int {
        try database.first(UsageSQL.renders, [account.number, month.text]) { $0[0] } ?? 0
    }
}

/// The statements of usage.
private enum UsageSQL {
    /// Arguments: 1 account, 2 month, 3 renders, 4 limit or NULL.
    static let charge = """
        INSERT INTO render_usage (account, month, renders) SELECT ?1, ?2, ?3 WHERE ?4 IS NULL OR ?3 <= ?4
        ON CONFLICT (account, month) DO UPDATE SET renders = renders + excluded.renders
        WHERE ?4 IS NULL OR renders + excluded.renders <= ?4
        """
    static let renders = "SELECT renders FROM render_usage WHERE account = ? AND month = ?"
}
