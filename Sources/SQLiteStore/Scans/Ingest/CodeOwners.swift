// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Whose a code is: the account and the tags that count its scans.
struct CodeOwner {
    let account: Int64
    let tags: [ScopeKey]

    /// Everything that counts the code's scans but the code itself.
    var scopes: [ScopeKey] { [ScopeKey(.account, account)] + tags }
}

/// Reads whose codes are.
struct CodeOwners {
    private let database: Database
    /// Whether tags that were never counted get a number.
    private let addsTags: Bool

    init(in database: Database, addsTags: Bool = true) {
        self.database = database
        self.addsTags = addsTags
    }

    /// The owner of a code as it is now; nil where there is no such code.
    func owner(of code: Int64, _ memory: inout IngestMemory) throws -> CodeOwner? {
        guard let account = try account(of: code, &memory) else { return nil }
        let tags = try FastStatement(ScanSQL.tagsOfCode, in: database)
        tags.bind(1, code)
        var texts: [String] = []
        try tags.forEach { row in texts.append(row.text(0)) }
        return CodeOwner(account: account, tags: try texts.compactMap { try tag($0, of: account, &memory) })
    }

    private func account(of code: Int64, _ memory: inout IngestMemory) throws -> Int64? {
        if let known = memory.accounts[code] { return known }
        let statement = try FastStatement(ScanSQL.accountOfCode, in: database)
        statement.bind(1, code)
        guard let account = try statement.first({ row in row.int(0) }) else { return nil }
        if memory.accounts.count >= IngestMemory.mostAccounts { memory.accounts = [:] }
        memory.accounts[code] = account
        return account
    }

    private func tag(_ text: String, of account: Int64, _ memory: inout IngestMemory) throws -> ScopeKey? {
        let key = IngestMemory.TagKey(account: account, tag: text)
        if let known = memory.tags[key] { return known }
        var number = try database.first(ScanSQL.tagNumber, [account, text]) { $0[0] as Int64 }
        if number == nil {
            guard addsTags else { return nil }
            try database.run(ScanSQL.addTag, [account, text])
            number = database.lastInsertedRowID
        }
        let scope = ScopeKey(.tag, number ?? 0)
        if memory.tags.count >= IngestMemory.mostTags { memory.tags = [:] }
        memory.tags[key] = scope
        return scope
    }
}
