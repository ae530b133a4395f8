// SPDX-License-Identifier: Apache-2.0

/// What the ingesting store remembers between batches, so that it need not read it again for every scan.
///
/// All of it is in the database too. It is forgotten where it may be wrong: after a transaction that was undone, and where
/// another process has added a batch.
struct IngestMemory: Sendable {
    /// A tag of an account.
    struct TagKey: Hashable, Sendable {
        let account: Int64
        let tag: String
    }

    /// The mark in the database after the last batch that this memory saw; nil where it is not to be trusted.
    private var mark: Int64?
    /// Who was seen on the latest days that scans came for.
    var visitors = RecentVisitors()
    /// Numbers of texts.
    var values = KnownValues()
    /// How many more values rows of counts have room for.
    var room = ValueRoom()
    /// How many more user agents there is room for; found in no row, so kept where the rest is forgotten.
    var clients = ClientRoom()
    private var committedClients = ClientRoom()
    /// Accounts of codes.
    var accounts: [Int64: Int64] = [:]
    /// Numbers of tags.
    var tags: [TagKey: ScopeKey] = [:]

    /// Which referrers and sources are noted as an account's.
    var accountValues: Set<AccountValue> = []
    /// How often numbers had been taken away when this memory last looked.
    private var removals: Int64?

    /// The most codes whose account is remembered.
    static let mostAccounts = 2_000_000
    /// The most tags whose number is remembered.
    static let mostTags = 100_000

    /// A referrer or a source of an account.
    struct AccountValue: Hashable, Sendable {
        let account: Int64
        let value: UInt32
    }

    /// The most values of accounts that are remembered.
    static let mostAccountValues = 1_000_000

    /// Begins a batch, with nothing remembered unless the database has the mark that was left last.
    /// - Parameters:
    ///   - mark: the mark that is in the database.
    ///   - removals: how often numbers have been taken away: what is known of numbers is forgotten where that grew.
    mutating func begin(at mark: Int64?, removals: Int64) {
        if self.mark == nil || self.mark != mark {
            let known = committedClients
            self = IngestMemory()
            (clients, committedClients) = (known, known)
        }
        if self.removals != removals {
            values = KnownValues()
            room = ValueRoom()
            accounts = [:]
            tags = [:]
            accountValues = []
            self.removals = removals
        }
        // Only ``commit(at:)`` makes it known again.
        self.mark = nil
    }

    /// The batch is in the transaction, with a mark of its own.
    mutating func commit(at mark: Int64) {
        self.mark = mark
        committedClients = clients
    }
}

/// Who was seen on the latest few days.
struct RecentVisitors: Sendable {
    /// The most days that are kept in memory: yesterday and today, and one that came late.
    private static let mostDays = 3

    private var tables: [Int64: VisitorTable] = [:]
    /// The days, the one used longest ago first.
    private var order: [Int64] = []
    /// Raised when a tag's codes change: its earlier visitors are then other entries.
    private(set) var generations: [Int64: UInt32] = [:]

    /// Whether a day is in memory.
    func has(day: Int64) -> Bool { tables[day] != nil }

    /// Takes a day into memory, and lets go of the one that was used longest ago.
    mutating func add(day: Int64, _ table: VisitorTable) {
        tables[day] = table
        order.append(day)
        if order.count > Self.mostDays { tables[order.removeFirst()] = nil }
    }

    /// Moves a day behind those that are let go of before it.
    mutating func use(day: Int64) {
        guard order.last != day, let index = order.firstIndex(of: day) else { return }
        order.append(order.remove(at: index))
    }

    /// The days in memory.
    var days: [Int64] { order }

    /// Notes a visitor's scan of a day that is in memory.
    mutating func claim(_ scope: ScopeKey, _ visitor: UInt64, day: Int64, at time: UInt32) -> VisitorTable.Claim {
        let key = VisitorTable.key(scope, generation: generations[scope.packed] ?? 0, visitor: visitor)
        return tables[day]?.claim(key, at: time) ?? .unknown
    }

    /// Forgets the visitors of a tag.
    mutating func renew(_ tag: ScopeKey) { generations[tag.packed, default: 0] += 1 }
}
