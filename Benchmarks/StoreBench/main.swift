// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import SQLiteStore

/// What the embedded store does in a second: `StoreBench [folder]`.
///
/// With other arguments it prepares a database for other benchmarks: see ``Preparation``.
///
/// The folder, a temporary one by default, should be on the disk that is to be measured: commits are flushed to it.
if try await Preparation.run(Array(CommandLine.arguments.dropFirst())) { exit(0) }
let parent = CommandLine.arguments.dropFirst().first ?? NSTemporaryDirectory()
let folder = "\(parent)/store-bench-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

let store = try SQLiteStore(path: "\(folder)/waymark.sqlite")
try await store.migrate()
let workload = Workload(
    store: store,
    account: try await store.addAccount(name: "bench", clientID: "bench", plan: "enterprise", at: .now),
)

print("inserts, every one flushed before it is answered")
for callers in [1, 8, 64] { try await workload.insertCodes(callers: callers, seconds: 5) }
let codes = try await workload.fill(upTo: 100_000)

print("ingest, \(codes) codes")
try await workload.ingest("even over all codes", codes: 1...codes, share: 0, batch: 1_000, batches: 100)
try await workload.ingest("even over all codes", codes: 1...codes, share: 0, batch: 2_048, batches: 50)
try await workload.ingest("90 % of one code", codes: 1...codes, share: 90, batch: 1_000, batches: 100)
try await workload.insertDuringIngest(codes: 1...codes)

print("reads beside \(codes) codes and the scans above")
try await workload.read()
try await store.close()
