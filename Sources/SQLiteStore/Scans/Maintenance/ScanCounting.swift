// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Counts the stored scans of a day anew, owner by owner, with nothing but the scans themselves.
struct ScanCounting {
    /// What a day's scans make of an owner.
    struct Counted {
        let scope: ScopeKey
        let rollup: DayRollup
        /// How many of its scans are marked as first and are not, or the other way round.
        let wrongFirsts: Int
    }

    /// So many entries are held before they are counted for accounts and tags.
    private static let heldCells = 16_384

    private let database: Database
    private let day: Int64
    private let addsTags: Bool
    private var visitors = VisitorTable()
    private var held: [ScopeKey: [ScanCell]] = [:]
    private var wide: [ScopeKey: DayRollup] = [:]
    private var memory = IngestMemory()
    /// How many scans were read.
    private(set) var scans = 0

    init(day: Int64, in database: Database, addsTags: Bool) {
        self.day = day
        self.database = database
        self.addsTags = addsTags
    }

    /// Counts the whole day: its codes in their order, then accounts and tags.
    mutating func count(_ take: (Counted) throws -> Void) throws {
        let statement = try database.makeStatement(sql: ScanSQL.cellsOfDay)
        let reading = FastStatement(statement, in: database)
        reading.bind(1, day)
        var scans: [StoredCell] = []
        try reading.forEach { row in
            let scan = StoredCell(row)
            if let last = scans.last, last.code != scan.code {
                try count(scans, take)
                scans.removeAll(keepingCapacity: true)
            }
            scans.append(scan)
        }
        try count(scans, take)
        for scope in held.keys { release(scope) }
        for (scope, rollup) in wide.sorted(by: { $0.key < $1.key }) {
            try take(Counted(scope: scope, rollup: rollup, wrongFirsts: 0))
        }
    }

    /// Counts the scans of one code.
    private mutating func count(_ scans: [StoredCell], _ take: (Counted) throws -> Void) throws {
        guard let code = scans.first?.code else { return }
        self.scans += scans.count
        let owner = try CodeOwners(in: database, addsTags: addsTags).owner(of: code, &memory)
        let scope = ScopeKey(.code, code)
        var cells: [ScanCell] = []
        var wrong = 0
        for scan in scans {
            let isFirst = note(scan, of: scope)
            if isFirst != scan.cell.isFirst { wrong += 1 }
            guard scan.kind != .head else { continue }
            var cell = scan.cell
            cell.isFirst = isFirst
            cells.append(cell)
            for scope in owner?.scopes ?? [] { hold(scan, for: scope) }
        }
        if !cells.isEmpty || wrong > 0 {
            try take(Counted(scope: scope, rollup: DayRollup(cells), wrongFirsts: wrong))
        }
    }

    /// In the order of time, so that the first that is met is the first of its visitor.
    private mutating func note(_ scan: StoredCell, of scope: ScopeKey) -> Bool {
        guard scan.kind == .person, let visitor = scan.visitor else { return false }
        return visitors.claim(VisitorTable.key(scope, visitor: visitor), at: UInt32(scan.time)) == .first
    }

    /// Keeps an entry for an account or a tag: its codes are not in the order of time.
    private mutating func hold(_ scan: StoredCell, for scope: ScopeKey) {
        var cell = scan.cell
        cell.isFirst = false
        if scan.kind == .person, let visitor = scan.visitor {
            switch visitors.claim(VisitorTable.key(scope, visitor: visitor), at: UInt32(scan.time)) {
            case .first: cell.isFirst = true
            case .earlier(let other):
                cell.isFirst = true
                held[scope, default: []].append(.correction(quarter: BatchIngestion.quarter(of: other)))
            case .known, .unknown: break
            }
        }
        held[scope, default: []].append(cell)
        if held[scope, default: []].count >= Self.heldCells { release(scope) }
    }

    private mutating func release(_ scope: ScopeKey) {
        wide[scope, default: DayRollup()].add(held[scope] ?? [])
        held[scope] = []
    }
}
