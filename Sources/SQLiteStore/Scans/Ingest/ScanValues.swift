// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Gives the texts of a code's scans on a day their numbers, as far as there is room for them.
struct ScanValues {
    private let database: Database
    private let code: Int64
    private let account: Int64
    /// The number of the account.
    private let owner: Int64
    private let isTight: Bool

    /// Makes ready for so many scans of a code; `pending` are the account's entries of the day that are not in its row yet.
    init(
        _ count: Int,
        of code: Int64,
        _ owner: CodeOwner,
        day: Int64,
        pending: [ScanCell]?,
        _ rollups: RollupTable,
        in database: Database,
        _ memory: inout IngestMemory,
    ) throws {
        self.database = database
        self.code = ScopeKey(.code, code).key(ofDay: day)
        self.owner = owner.account
        account = ScopeKey(.account, owner.account).key(ofDay: day)
        let mostOfAccount = ValueRoom.mostOfAccount
        let ofCode = try memory.room.expect(count, self.code, most: ValueRoom.mostOfCode, pending: [], rollups)
        let ofAccount = try memory.room.expect(count, account, most: mostOfAccount, pending: pending ?? [], rollups)
        isTight = ofCode || ofAccount
    }

    /// The number of a text, or of ``KnownValues/overflowText``; 0 for nil.
    func number(of text: String?, _ dimension: ScanDimension, _ memory: inout IngestMemory) throws -> UInt32 {
        guard isTight, let text else { return try stored(text, dimension, &memory) }
        let known = try memory.values.knownNumber(of: text, dimension, in: database)
        // What a code has, its account has: both were asked when it came first.
        if let known, memory.room.holds(known, dimension, code, or: account) { return known }
        let isAdmitted =
            memory.room.admits(known, dimension, code, most: ValueRoom.mostOfCode)
            && memory.room.admits(known, dimension, account, most: ValueRoom.mostOfAccount)
        guard isAdmitted else {
            return try stored(KnownValues.overflowText, dimension, &memory)
        }
        let number = try known ?? stored(text, dimension, &memory)
        memory.room.note(number, dimension, code)
        memory.room.note(number, dimension, account)
        return number
    }

    private func stored(_ text: String?, _ dimension: ScanDimension, _ memory: inout IngestMemory) throws -> UInt32 {
        try memory.values.number(of: text, dimension, ofAccount: owner, in: database)
    }

    /// The numbers of a user agent and what it says.
    func client(of scan: Scan, _ memory: inout IngestMemory) throws -> KnownValues.ClientNumbers {
        guard isTight else { return try stored(scan, scan.client, &memory) }
        if let known = memory.values.knownNumbers(of: scan), memory.room.holds(known.os, .os, code, or: account),
            memory.room.holds(known.browser, .browser, code, or: account)
        {
            return known
        }
        func admitted(_ text: String, _ dimension: ScanDimension) throws -> String {
            let number = try number(of: text, dimension, &memory)
            let known = try memory.values.knownNumber(of: text, dimension, in: database)
            return number == known ? text : KnownValues.overflowText
        }
        let client = ScanClient(
            device: scan.client.device,
            os: try admitted(scan.client.os, .os),
            browser: try admitted(scan.client.browser, .browser),
        )
        return try stored(scan, client, &memory)
    }

    private func stored(_ scan: Scan, _ client: ScanClient, _ memory: inout IngestMemory) throws
        -> KnownValues.ClientNumbers
    {
        try memory.values.numbers(
            of: scan, client, room: &memory.clients, ofCode: code, account: (owner, account), in: database, )
    }
}
