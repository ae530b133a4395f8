// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Numbers of texts that were looked up before.
struct KnownValues: Sendable {
    /// A user agent and what it says.
    struct Client: Hashable, Sendable {
        let userAgent: String
        let client: ScanClient

        /// By the user agent alone, which nearly always says the rest: this is done for every scan.
        func hash(into hasher: inout Hasher) { hasher.combine(userAgent) }
    }

    /// The numbers of a client.
    struct ClientNumbers: Sendable {
        let number: Int64
        let device: UInt8
        let os: UInt32
        let browser: UInt32
        /// The last day on which it is known to have scanned.
        var lastDay: Int64
    }

    /// The most texts of a dimension that get a number of their own: texts come from outside.
    ///
    /// What comes then is ``overflowText``.
    static let mostValues = 1_000_000
    /// What stands for texts beyond the bound.
    static let overflowText = "(other)"
    /// The most entries of a memory: it begins afresh then, and what is common is back soon.
    private static let mostRemembered = 100_000

    private var values: [[String: UInt32]] = Array(repeating: [:], count: ScanDimension.allCases.count)
    private var counts: [Int64?] = Array(repeating: nil, count: ScanDimension.allCases.count)
    private var clients: [Client: ClientNumbers] = [:]
    private var additions = ValueAdditions()

    /// The number of a text of an account's scan, given one where it has none; 0 for nil.
    mutating func number(
        of text: String?,
        _ dimension: ScanDimension,
        ofAccount account: Int64,
        in database: Database,
    ) throws -> UInt32 {
        guard let text else { return 0 }
        if let known = values[dimension.rawValue][text] { return known }
        if let stored = try find(text, dimension, in: database) { return remember(stored, of: text, dimension) }
        guard try text == Self.overflowText || hasRoom(dimension, ofAccount: account, in: database) else {
            // Not remembered with the text: another account may have room for it.
            return try number(of: Self.overflowText, dimension, ofAccount: account, in: database)
        }
        try database.run(ScanSQL.addValue, [dimension.rawValue, text])
        let number = UInt32(clamping: database.lastInsertedRowID)
        counts[dimension.rawValue]? += 1
        if text != Self.overflowText { try additions.note(dimension, ofAccount: account, in: database) }
        return remember(number, of: text, dimension)
    }

    private mutating func remember(_ number: UInt32, of text: String, _ dimension: ScanDimension) -> UInt32 {
        if values[dimension.rawValue].count >= Self.mostRemembered { values[dimension.rawValue] = [:] }
        values[dimension.rawValue][text] = number
        return number
    }

    /// Whether there is room for another text: of everybody, and of the account.
    private mutating func hasRoom(_ dimension: ScanDimension, ofAccount account: Int64, in database: Database) throws
        -> Bool
    {
        let count =
            try counts[dimension.rawValue]
            ?? database.first(ScanSQL.valueCount, [dimension.rawValue]) { $0[0] as Int64 } ?? 0
        counts[dimension.rawValue] = count
        guard count < Self.mostValues else { return false }
        return try additions.admits(dimension, ofAccount: account, in: database)
    }

    /// The number of a text where it has one.
    mutating func knownNumber(of text: String, _ dimension: ScanDimension, in database: Database) throws -> UInt32? {
        if let known = values[dimension.rawValue][text] { return known }
        return try find(text, dimension, in: database)
    }

    /// The numbers of a user agent and what it says, where they are remembered with nothing to note.
    func knownNumbers(of scan: Scan) -> ClientNumbers? {
        guard let known = clients[Client(userAgent: scan.userAgent ?? "", client: scan.client)] else { return nil }
        return known.lastDay < scan.at.day ? nil : known
    }

    /// The numbers of a user agent and what it says, as far as that is counted by name.
    ///
    /// The room is that of the code's and the account's row of the day, which are named by their keys.
    mutating func numbers(
        of scan: Scan,
        _ client: ScanClient,
        room: inout ClientRoom,
        ofCode code: Int64,
        account: (number: Int64, key: Int64),
        in database: Database,
    ) throws -> ClientNumbers {
        var key = Client(userAgent: scan.userAgent ?? "", client: client)
        let day = scan.at.day
        if let known = clients[key] {
            if known.lastDay < day { try note(day, of: known, key, in: database) }
            return known
        }
        let os = try number(of: client.os, .os, ofAccount: account.number, in: database)
        let browser = try number(of: client.browser, .browser, ofAccount: account.number, in: database)
        let columns: StatementArguments = [client.device.rawValue, os, browser]
        var stored = try find(key, columns, in: database)
        if stored == nil, !key.userAgent.isEmpty, !room.admits(ofCode: code, account: account.key) {
            key = Client(userAgent: "", client: client)
            if let known = clients[key], known.lastDay >= day { return known }
            stored = try find(key, columns, in: database)
        }
        if stored == nil {
            try database.run(ScanSQL.addClient, [key.userAgent] + columns + [day])
            if !key.userAgent.isEmpty { room.note(ofCode: code, account: account.key) }
        }
        let numbers = ClientNumbers(
            number: stored?.number ?? database.lastInsertedRowID,
            device: UInt8(client.device.rawValue),
            os: os,
            browser: browser,
            lastDay: stored?.lastDay ?? day,
        )
        if numbers.lastDay < day { try note(day, of: numbers, key, in: database) }
        if clients.count >= Self.mostRemembered { clients = [:] }
        if clients[key] == nil { clients[key] = numbers }
        return numbers
    }

    private func find(_ client: Client, _ columns: StatementArguments, in database: Database) throws
        -> (number: Int64, lastDay: Int64)?
    {
        try database.first(ScanSQL.client, [client.userAgent] + columns) { row in (row[0], row[1]) }
    }

    /// Notes that a client scanned on a later day: its text is kept as long as its scans are.
    private mutating func note(_ day: Int64, of numbers: ClientNumbers, _ key: Client, in database: Database) throws {
        try database.run(ScanSQL.noteClientDay, [day, numbers.number])
        var noted = numbers
        noted.lastDay = day
        clients[key] = noted
    }

    private func find(_ text: String, _ dimension: ScanDimension, in database: Database) throws -> UInt32? {
        try database.first(ScanSQL.value, [dimension.rawValue, text]) { UInt32(clamping: $0[0] as Int64) }
    }
}
