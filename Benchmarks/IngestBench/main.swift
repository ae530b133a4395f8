// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import SQLiteStore
import Scans
import Store

/// How many scans a second go from the journal into the embedded store, enriched and rolled up.
///
/// usage: IngestBench zipf|uniform [--codes N] [--scans N] [--folder PATH] [--countries FILE]
///   zipf      the code of rank n is scanned 1/n as often as the first
///   uniform   every code is scanned as often as every other
/// The folder, a temporary one by default, should be on the disk that is to be measured. A million scans at a time are
/// put into a journal as the front would, and then taken in: only that is timed. Prints a line of JSON for each million,
/// and one for all.
let arguments = Arguments(CommandLine.arguments.dropFirst())
let folder = "\(arguments.folder)/ingest-bench-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

let store = try SQLiteStore(path: "\(folder)/waymark.sqlite")
try await store.migrate()
let account = try await store.addAccount(name: "bench", clientID: "bench", plan: "enterprise", at: .now)
let codes = try await StoredCodes.make(arguments.codes, of: account, in: store)
let before = try diskBytes(of: store, in: folder)

let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
let journal = try ScanJournal(
    folder: "\(folder)/journal",
    configuration: JournalConfiguration(sync: .never),
    countries: arguments.countries.flatMap { try? CountryDatabase(path: $0) },
    salt: DailySalt(path: "\(folder)/visitor-salt", now: .now),
)
let ingester = ScanIngester(journal: journal, store: store, logger: logger)
var campaign = Campaign(codes: codes, isZipf: arguments.isZipf, seed: 1)
let writer = try journal.makeWriter()

var taken = 0
var seconds = 0.0
while taken < arguments.scans {
    let count = min(1_000_000, arguments.scans - taken)
    campaign.scan(count, into: writer)
    let elapsed = try await ContinuousClock().measure { try await ingester.drain() }
    taken += count
    seconds += elapsed / .seconds(1)
    print("{\"scans\": \(taken), \"rate\": \(Int(Double(count) / (elapsed / .seconds(1))))}")
    fflush(nil)
}
let after = try diskBytes(of: store, in: folder)
print(
    """
    {"codes": \(codes.count), "scans": \(taken), "seconds": \(seconds), "rate": \(Int(Double(taken) / seconds)), \
    "ingested": \(ingester.status.ingested), "overflowed": \(journal.status.overflowed), \
    "bytesEach": \(Double(after - before) / Double(taken))}
    """
)
try await store.close()

/// What the database takes on the disk once its log is in the file.
func diskBytes(of store: SQLiteStore, in folder: String) throws -> Int {
    let files = FileManager.default
    return try ["waymark.sqlite", "waymark.sqlite-wal"].reduce(0) { sum, name in
        let path = "\(folder)/\(name)"
        guard files.fileExists(atPath: path) else { return sum }
        return sum + (try files.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
    }
}
