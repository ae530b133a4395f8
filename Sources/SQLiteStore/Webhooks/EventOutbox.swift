// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Queues events for webhooks inside a transaction: that of the change that they tell of, wherever there is one.
///
/// Where no webhook asked for the event it costs a look-up in a small index and writes nothing.
struct EventOutbox {
    /// The most deliveries that may wait for one webhook: one that falls so far behind is disabled.
    static let mostPending = 250_000

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Queues what became of a code: call it where the change feed is told.
    func queueChange(of code: Code) throws {
        let kind: EventKind =
            code.deletedAt != nil ? .codeDeleted : code.version == 1 ? .codeCreated : .codeUpdated
        let webhooks = try subscribers(of: code.account, kind)
        guard !webhooks.isEmpty else { return }
        let moment = code.updatedAt
        try database.run(
            EventSQL.insertCode,
            [Self.makeID(), code.account.number, kind.rawValue, moment.milliseconds, code.number],
        )
        try deliver(database.lastInsertedRowID, to: webhooks, at: moment)
    }

    /// Queues an event of any other kind.
    func queue(_ event: AccountEvent) throws {
        let webhooks = try subscribers(of: event.account, event.kind)
        guard !webhooks.isEmpty else { return }
        let number = try add(kind: event.kind.rawValue, data: event.dataText, of: event.account, at: event.at)
        try deliver(number, to: webhooks, at: event.at)
    }

    /// Adds an event that nobody is told of yet.
    /// - Returns: its row number.
    func add(kind: String, data: String, of account: AccountID, at moment: Timestamp) throws -> Int64 {
        try database.run(
            EventSQL.insertData, [Self.makeID(), account.number, kind, moment.milliseconds, data],
        )
        return database.lastInsertedRowID
    }

    /// Queues the scans of an account between two row numbers.
    func queueScans(of account: Int64, after: Int64, through: Int64, for webhooks: [Int64], at moment: Timestamp) throws
    {
        let kind = EventKind.scanCreated.rawValue
        try database.run(
            EventSQL.insertScans, [Self.makeID(), account, kind, moment.milliseconds, after, through],
        )
        try deliver(database.lastInsertedRowID, to: webhooks, scans: 1, at: moment)
    }

    /// Queues an event for webhooks; one that is too far behind is disabled instead.
    func deliver(_ event: Int64, to webhooks: [Int64], scans: Int = 0, at moment: Timestamp) throws {
        for webhook in webhooks {
            guard try database.run(EventSQL.addPending, [scans, webhook, Self.mostPending]) > 0 else {
                let reason = "\(Self.mostPending) deliveries wait for it: it takes them more slowly than they come"
                try database.run(WebhookSQL.disable, [reason, moment.milliseconds, webhook])
                continue
            }
            try database.run(EventSQL.insertDelivery, [webhook, event, moment.milliseconds])
        }
    }

    private func subscribers(of account: AccountID, _ kind: EventKind) throws -> [Int64] {
        try database.all(EventSQL.subscribers, [account.number, kind.bit]) { $0[0] }
    }

    /// 131 random bits: receivers tell events apart by it.
    private static func makeID() -> String {
        var generator = SystemRandomNumberGenerator()
        return "msg_" + Base62.random(count: 22, using: &generator)
    }
}

/// The statements of queueing events.
enum EventSQL {
    static let subscribers = "SELECT number FROM webhooks WHERE account = ? AND status = 'active' AND events & ? <> 0"
    static let insertData = """
        INSERT INTO webhook_events (id, account, kind, created_at, data) VALUES (?, ?, ?, ?, ?)
        """
    /// The code as it is at this moment of the transaction, for ``CodeRow`` to read back.
    static let insertCode = """
        INSERT INTO webhook_events (id, account, kind, created_at, code)
        SELECT ?1, ?2, ?3, ?4, json_array(\(CodeRow.columns)) FROM \(CodeRow.source) WHERE c.number = ?5
        """
    static let insertScans = """
        INSERT INTO webhook_events (id, account, kind, created_at, scans_after, scans_through) VALUES (?, ?, ?, ?, ?, ?)
        """
    static let insertDelivery = """
        INSERT INTO webhook_deliveries (webhook, event, state, next_at) VALUES (?, ?, 'pending', ?)
        """
    static let addPending = """
        UPDATE webhooks SET pending = pending + 1, pending_scans = pending_scans + ? WHERE number = ? AND pending < ?
        """
}
