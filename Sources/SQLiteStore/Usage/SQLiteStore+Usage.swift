// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Charges in a transaction that it may share with other writes; a request that may be repeated is noted in it, and is
    /// charged once.
    package func charge(_ charge: RenderCharge) async throws(StoreError) -> ChargeOutcome {
        let attempt = RequestAttempt.current
        return try await write("usage.charge") { database in
            let outcome = try Self.charge(charge, in: database)
            if case .charged = outcome { try attempt?.note(nil, in: database) }
            return outcome
        }
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
        guard changes > 0 else { return .refused(used: used) }
        try tell(of: charge, used: used, in: database)
        return .charged(used: used)
    }

    /// Queues an event for each threshold that the month has come to and nobody was told of.
    private static func tell(of charge: RenderCharge, used: Int, in database: Database) throws {
        guard let watch = charge.watch else { return }
        for kind in watch.thresholds(reachedBy: used) {
            let key: StatementArguments = [kind.bit, charge.account.number, charge.month.text]
            guard try database.run(UsageSQL.noteTold, key) > 0 else { continue }
            let data = watch.data(of: charge.month, used: used)
            try EventOutbox(database).queue(AccountEvent(kind, of: charge.account, data: data, at: watch.at))
        }
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
    /// Arguments: 1 the bit of the threshold's event, 2 account, 3 month.
    static let noteTold =
        "UPDATE render_usage SET told = told | ?1 WHERE account = ?2 AND month = ?3 AND told & ?1 = 0"
    static let renders = "SELECT renders FROM render_usage WHERE account = ? AND month = ?"
}
