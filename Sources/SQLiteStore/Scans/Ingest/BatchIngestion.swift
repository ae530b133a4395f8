// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Adds scans of a batch to everything that is made of them, within one transaction.
struct BatchIngestion {
    private let database: Database
    private let rollups: RollupTable
    private let insert: FastStatement
    private let totals: FastStatement
    /// Entries of the accounts and tags of the day that is being added.
    private var wide: [ScopeKey: [ScanCell]] = [:]
    private var numbers: (first: Int64, last: Int64)?

    init(in database: Database) throws {
        self.database = database
        rollups = try RollupTable(in: database)
        insert = try FastStatement(ScanSQL.insert, in: database)
        totals = try FastStatement(ScanSQL.addToTotals, in: database)
    }

    /// Adds scans of a batch, those at these places.
    mutating func add(
        _ places: ArraySlice<ScanOrder.Place>,
        of scans: [Scan],
        _ memory: inout IngestMemory,
    ) throws {
        var rest = places
        while let day = rest.first?.day {
            let ofDay = rest.prefix { $0.day == day }
            try addDay(day, ofDay, scans, &memory)
            rest = rest[ofDay.endIndex...]
        }
    }

    private mutating func addDay(
        _ day: Int64,
        _ places: ArraySlice<ScanOrder.Place>,
        _ scans: [Scan],
        _ memory: inout IngestMemory,
    ) throws {
        try VisitorLoading(in: database).load(day: day, &memory)
        memory.room.tidy()
        numbers = nil
        wide.removeAll(keepingCapacity: true)
        var rest = places
        while let code = rest.first?.mark.code {
            let ofCode = rest.prefix { $0.mark.code == code }
            try addCode(code, day: day, ofCode.lazy.map { scans[$0.index] }, &memory)
            rest = rest[ofCode.endIndex...]
        }
        for (scope, cells) in wide.sorted(by: { $0.key < $1.key }) { try rollups.add(cells, to: scope, day: day) }
        if let numbers { try database.run(ScanSQL.widenSpan, [day, numbers.first, numbers.last]) }
    }

    /// Adds the scans of a code on a day, in the order of time.
    ///
    /// One that belongs to no code must not hold up the journal for ever: such scans are counted apart.
    private mutating func addCode(
        _ code: Int64,
        day: Int64,
        _ scans: some Collection<Scan>,
        _ memory: inout IngestMemory,
    ) throws {
        guard let owner = try CodeOwners(in: database).owner(of: code, &memory) else {
            for scan in scans { try database.run(ScanSQL.addUnattributed, [code, 1, scan.at.milliseconds]) }
            return
        }
        let values = try ScanValues(
            scans.count, of: code, owner, day: day, pending: wide[ScopeKey(.account, owner.account)], rollups,
            in: database, &memory, )
        var cells: [ScanCell] = []
        var people: Int64 = 0
        var last: Int64?
        for scan in scans {
            let time = UInt32(scan.at.milliseconds - day * Timestamp.dayLength)
            guard let cell = try add(scan, day: day, time, values, to: &cells, &memory) else { continue }
            try note([cell.referrer, cell.source], of: owner.account, &memory)
            if scan.kind == .person {
                people += 1
                last = max(scan.at.milliseconds, last ?? .min)
            }
            for scope in owner.scopes { count(cell, scan, in: scope, day: day, time, &memory) }
        }
        guard !cells.isEmpty else { return }
        try rollups.add(cells, to: ScopeKey(.code, code), day: day)
        totals.bind(1, code)
        totals.bind(2, people)
        totals.bind(3, last)
        try totals.run()
    }

    /// Notes whose scans have a value whose text comes from outside.
    private func note(_ values: [UInt32], of account: Int64, _ memory: inout IngestMemory) throws {
        for value in values where value != 0 {
            let noted = IngestMemory.AccountValue(account: account, value: value)
            guard !memory.accountValues.contains(noted) else { continue }
            try database.run(ScanSQL.addAccountValue, [account, Int64(value)])
            if memory.accountValues.count >= IngestMemory.mostAccountValues { memory.accountValues = [] }
            memory.accountValues.insert(noted)
        }
    }

    /// Adds a scan's row and its entry for its code.
    /// - Returns: the entry, first or not; nil for what counts nowhere.
    private mutating func add(
        _ scan: Scan,
        day: Int64,
        _ time: UInt32,
        _ values: ScanValues,
        to cells: inout [ScanCell],
        _ memory: inout IngestMemory,
    ) throws -> ScanCell? {
        let (client, country, known) = try cell(of: scan, time, values, &memory)
        var cell = known
        if scan.kind == .person, let visitor = scan.visitor {
            switch memory.visitors.claim(ScopeKey(.code, scan.code), visitor, day: day, at: time) {
            case .first: cell.isFirst = true
            case .known, .unknown: break
            case .earlier(let other):
                cell.isFirst = true
                cells.append(.correction(quarter: Self.quarter(of: other)))
                try database.run(
                    ScanSQL.demoteFirst,
                    [day, scan.code, Int64(other), Int64(bitPattern: visitor)],
                )
            }
        }
        try insert(scan, day: day, time, cell, client: client, country: country)
        guard scan.kind != .head else { return nil }
        cells.append(cell)
        return cell
    }

    /// Counts an entry for an account or a tag.
    private mutating func count(
        _ cell: ScanCell,
        _ scan: Scan,
        in scope: ScopeKey,
        day: Int64,
        _ time: UInt32,
        _ memory: inout IngestMemory,
    ) {
        var cell = cell
        cell.isFirst = false
        if scan.kind == .person, let visitor = scan.visitor {
            switch memory.visitors.claim(scope, visitor, day: day, at: time) {
            case .first: cell.isFirst = true
            case .known, .unknown: break
            case .earlier(let other):
                let quarter = Self.quarter(of: other)
                if quarter != cell.quarter {
                    cell.isFirst = true
                    wide[scope, default: []].append(.correction(quarter: quarter))
                }
            }
        }
        wide[scope, default: []].append(cell)
    }

    private func cell(
        of scan: Scan,
        _ time: UInt32,
        _ values: ScanValues,
        _ memory: inout IngestMemory,
    ) throws -> (client: Int64, country: UInt32, cell: ScanCell) {
        let client = try values.client(of: scan, &memory)
        func number(_ text: String?, _ dimension: ScanDimension) throws -> UInt32 {
            try values.number(of: text, dimension, &memory)
        }
        var cell = ScanCell(quarter: Self.quarter(of: time), isBot: scan.kind == .bot)
        cell.device = client.device
        cell.os = client.os
        cell.browser = client.browser
        let country = scan.country.utf8.count == 2 ? scan.country : "??"
        cell.country = try memory.values.number(of: country, .country, ofAccount: 0, in: database)
        cell.region = try number(scan.place?.region, .region)
        cell.city = try number(scan.place?.city, .city)
        cell.referrer = try number(scan.referrerHost, .referrer)
        cell.language = try number(scan.language, .language)
        cell.source = try number(scan.lead.source, .source)
        cell.variant = VariantLabel(scan.lead)?.number ?? 0
        if scan.kind == .person { cell.visitor = scan.visitor.map(VisitorSketch.mark) }
        return (client.number, cell.country, cell)
    }

    /// The quarter of the day of a millisecond of it.
    static func quarter(of time: UInt32) -> UInt8 { UInt8(time / UInt32(Timestamp.quarterLength)) }

    private mutating func insert(
        _ scan: Scan,
        day: Int64,
        _ time: UInt32,
        _ cell: ScanCell,
        client: Int64,
        country: UInt32,
    ) throws {
        func present(_ value: UInt32) -> Int64? { value == 0 ? nil : Int64(value) }
        insert.bind(1, day)
        insert.bind(2, scan.code)
        insert.bind(3, Int64(time))
        insert.bind(4, Int64(scan.version))
        insert.bind(5, Int64(scan.kind.rawValue))
        insert.bind(6, cell.isFirst ? 1 : 0)
        insert.bind(7, scan.visitor.map(Int64.init(bitPattern:)))
        insert.bind(8, client)
        insert.bind(9, Int64(country))
        insert.bind(10, present(cell.region))
        insert.bind(11, present(cell.city))
        insert.bind(12, present(cell.referrer))
        insert.bind(13, present(cell.language))
        insert.bind(14, Int64(scan.lead.rule))
        insert.bind(15, Int64(scan.lead.variant))
        insert.bind(16, present(cell.source))
        try insert.run()
        let number = insert.insertedRow
        numbers = (numbers?.first ?? number, number)
    }
}
