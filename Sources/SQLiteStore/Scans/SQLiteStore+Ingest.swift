// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds a batch in a transaction of its own.
    package func ingest(_ batch: ScanBatch) async throws(StoreError) {
        guard batch.scans.count <= ScanBatch.maximumScans else {
            let detail = "a batch of \(batch.scans.count) scans, more than \(ScanBatch.maximumScans)"
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "scans.ingest", detail: detail, hint: hint)
        }
        try await write("scans.ingest", sharing: .alone) { try Self.ingest(batch, in: $0) }
    }

    private static func ingest(_ batch: ScanBatch, in database: Database) throws {
        let key: StatementArguments = [batch.journal.text, batch.segment]
        let position = try database.first(ScanSQL.position, key) { $0[0] as Int64 }
        guard batch.position > position ?? -1 else { return }

        let scans = try attributed(batch.scans, in: database)
        let firstScans = try FirstScans(in: database)
        let firsts = try firstScans.indexes(in: scans)
        var counts = BatchCounts()
        var details = ScanDetails(in: database)
        for (index, scan) in scans.enumerated() {
            let country = scan.country.utf8.count == 2 ? scan.country : "??"
            try insert(scan, country: country, isFirst: firsts.contains(index), &details, in: database)
            counts.add(scan, country: country, isFirst: firsts.contains(index))
        }
        try counts.write(to: database)
        if let newest = scans.map(\.at).max() {
            try firstScans.forget(beforeDayOf: newest, atMost: 2 * scans.count)
        }
        try database.run(ScanSQL.setPosition, key + [batch.position])
    }

    /// The scans of codes that exist, in the order of the index; the others are counted apart.
    ///
    /// One scan that belongs
    /// nowhere must not hold up the journal for ever.
    private static func attributed(_ scans: [Scan], in database: Database) throws -> [Scan] {
        var known: [Int64: Bool] = [:]
        for code in Set(scans.map(\.code)).sorted() {
            known[code] = try database.first(ScanSQL.codeExists, [code]) { _ in true } ?? false
        }
        for scan in scans where known[scan.code] == false {
            try database.run(ScanSQL.addUnattributed, [scan.code, 1, scan.at.milliseconds])
        }
        return scans.filter { known[$0.code] == true }.sorted { ($0.code, $0.at) < ($1.code, $1.at) }
    }

    private static func insert(
        _ scan: Scan,
        country: String,
        isFirst: Bool,
        _ details: inout ScanDetails,
        in database: Database,
    ) throws {
        try database.run(
            ScanSQL.insert,
            [
                scan.code, scan.version, scan.at.milliseconds, scan.kind.rawValue, country,
                scan.visitor.map(Int64.init(bitPattern:)), isFirst, details.client(of: scan),
                details.referrer(of: scan), scan.language, details.place(of: scan),
                scan.lead.rule, scan.lead.variant, scan.lead.source,
            ],
        )
    }
}
