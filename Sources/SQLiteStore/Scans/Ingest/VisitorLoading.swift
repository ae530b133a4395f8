// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Brings who was seen on a day back into memory, from the scans of that day that were first.
struct VisitorLoading {
    private let database: Database

    init(in database: Database) { self.database = database }

    /// Takes a day into memory where it is not there: after a start, and for scans that come late.
    func load(day: Int64, _ memory: inout IngestMemory) throws {
        guard !memory.visitors.has(day: day) else { return memory.visitors.use(day: day) }
        memory.visitors.add(day: day, VisitorTable())
        let span = try database.first(ScanSQL.span, [day]) { row in (first: row[0] as Int64, last: row[1] as Int64) }
        guard let span else { return }
        let firsts = try FastStatement(ScanSQL.firstsOfSpan, in: database)
        firsts.bind(1, span.first)
        firsts.bind(2, span.last)
        firsts.bind(3, day)
        // By code, so that its owner is looked up once.
        var owners: [Int64: [ScopeKey]] = [:]
        try firsts.forEach { row in
            let code = row.int(0)
            let time = UInt32(clamping: row.int(1))
            let visitor = UInt64(bitPattern: row.int(2))
            if owners[code] == nil {
                let owner = try CodeOwners(in: database).owner(of: code, &memory)
                owners[code] = [ScopeKey(.code, code)] + (owner?.scopes ?? [])
            }
            for scope in owners[code] ?? [] { _ = memory.visitors.claim(scope, visitor, day: day, at: time) }
        }
    }
}
