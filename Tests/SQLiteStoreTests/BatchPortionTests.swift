// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("A batch of scans that is stored portion by portion")
struct BatchPortionTests {
    private static let journal = JournalID("a")

    /// What is made of scans, as it is in the tables.
    private struct Tables: Equatable {
        var scans: [[Int64]]
        var days: [[Int64]]
        var totals: [[Int64]]

        init(_ store: SQLiteStore) async throws {
            func rows(_ sql: String) async throws -> [[Int64]] {
                try await store.read("test") { database in
                    try database.all(sql) { row in (0..<row.count).map { row[$0] as Int64? ?? -1 } }
                }
            }
            scans = try await rows(
                """
                SELECT day, code, time, visitor, kind, SUM(is_first), COUNT(*) FROM scans
                GROUP BY day, code, time, visitor, kind
                """
            )
            days = try await rows("SELECT key, scans, bots, uniques FROM scan_days ORDER BY key")
            totals = try await rows("SELECT code, scans, last_scanned_at FROM code_totals ORDER BY code")
        }
    }

    /// Two hundred scans of four codes and of one that is unknown, over two days, by few visitors, some at the same moment.
    private static let batch: ScanBatch = {
        var state: UInt64 = 7
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let scans = (0..<200).map { _ in
            Scan(
                code: Int64(next(5)) + 1, version: 1, at: morning.adding(.seconds(Int(next(40)) * 4_000)),
                kind: next(6) == 0 ? .bot : .person, country: "FR", visitor: next(9), userAgent: nil, )
        }
        return ScanBatch(scans: scans, journal: journal, ends: [1: 500, 4: 900])
    }()

    private func fill(_ store: SQLiteStore) async throws {
        let account = try await store.account().id
        for id in ["one", "two", "three", "four"] { try await store.add(id, of: account) }
    }

    @Test("wherever the process ends between two portions, every scan counts once", arguments: [1, 7, 64])
    func everyEnd(portion: Int) async throws {
        let whole = try TemporaryDatabase()
        let reference = try await whole.open()
        try await fill(reference)
        try await reference.ingest(Self.batch)
        let expected = try await Tables(reference)
        #expect(expected.scans.reduce(0) { $0 + $1[6] } > 150)

        for portions in stride(from: 0, through: 200 / portion, by: max(1, 40 / portion)) {
            let database = try TemporaryDatabase()
            let options = SQLiteOptions(scansOfPortion: portion)
            let store = try await database.open(options)
            try await fill(store)
            let order = ScanOrder(Self.batch.scans)
            for _ in 0..<portions { _ = try await store.ingestPortion(of: Self.batch, in: order) }
            try await store.close()

            let restarted = try await database.open(options)
            let progress = try await restarted.progress(ofJournal: Self.journal)
            if progress.positions.isEmpty, portions > 0 { #expect(progress.begun == Self.batch.ends) }
            for _ in 0..<2 { try await restarted.ingest(Self.batch) }
            #expect(try await Tables(restarted) == expected)
            let end = try await restarted.progress(ofJournal: Self.journal)
            #expect(end == JournalProgress(positions: Self.batch.ends))
            #expect(try await restarted.checkTotals(repairs: false).differences == [])
        }
    }

    @Test("other batches of the journal are refused until the one that was begun is whole; other journals go on")
    func othersWait() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(SQLiteOptions(scansOfPortion: 50))
        try await fill(store)
        #expect(try await !store.ingestPortion(of: Self.batch, in: ScanOrder(Self.batch.scans)))
        let before = try await Tables(store)
        for ends: [Int64: Int64] in [[1: 500], [1: 500, 4: 901], [1: 500, 4: 900, 5: 1]] {
            let other = ScanBatch(scans: Self.batch.scans, journal: Self.journal, ends: ends)
            await #expect(throws: StoreError.self) { try await store.ingest(other) }
        }
        #expect(try await Tables(store) == before)
        let elsewhere = ScanBatch(scans: [Self.batch.scans[0]], journal: JournalID("b"), ends: [1: 1])
        try await store.ingest(elsewhere)
        try await store.ingest(Self.batch)
        #expect(try await store.progress(ofJournal: Self.journal) == JournalProgress(positions: Self.batch.ends))
    }

    @Test("of a batch of which a power cut has taken scans, what is left counts once")
    func fewerScans() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(SQLiteOptions(scansOfPortion: 20))
        try await fill(store)
        let order = ScanOrder(Self.batch.scans)
        for _ in 0..<4 { _ = try await store.ingestPortion(of: Self.batch, in: order) }
        let mark = try #require(try await store.read("test") { try BatchProgress(of: Self.journal, in: $0).mark })
        let isStored = { (scan: Scan) in ScanOrder.Mark(code: scan.code, at: scan.at) <= mark }

        // Every third is gone, stored or not.
        let left = Self.batch.scans.enumerated().filter { !$0.offset.isMultiple(of: 3) }.map(\.element)
        try await store.ingest(ScanBatch(scans: left, journal: Self.journal, ends: Self.batch.ends))
        let counted = Self.batch.scans.filter(isStored) + left.filter { !isStored($0) }
        let rows = try await Tables(store).scans
        #expect(rows.reduce(0) { $0 + $1[6] } == counted.count { $0.code <= 4 })
        #expect(counted.count > left.count)
    }
}
