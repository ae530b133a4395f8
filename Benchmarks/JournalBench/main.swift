// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Scans

/// What one scan costs the redirect: `JournalBench [country.mmdb [folder [user-agents.txt]]]`.
///
/// One writer, default settings, the keeper syncing every 100 ms beside it; user agents and addresses change with every
/// scan. Processor time, so that it is the same on a busy machine. The folder, a temporary one by default, should be on the disk that is to be measured.
let arguments = Array(CommandLine.arguments.dropFirst())
let countries = arguments.first.flatMap { try? CountryDatabase(path: $0) }
let parent = arguments.dropFirst().first ?? NSTemporaryDirectory()
let folder = "\(parent)/journal-bench-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
let salt = try DailySalt(path: "\(folder)/visitor-salt", now: .now)
let journal = try ScanJournal(folder: "\(folder)/journal", countries: countries, salt: salt)
let keeper = Task { await JournalKeeper(journal: journal, logger: logger).run() }

print("country database:", countries?.path ?? "none")
let writer = try journal.makeWriter()
let workload = Workload()
report("append, country known", try measure(workload, writer, country: CountryCode(text: Array("FR".utf8).span)))
if countries != nil { report("append, country looked up", try measure(workload, writer, country: nil)) }
if let countries { report("look-up alone", measureLookUp(workload, countries)) }
if let userAgents = arguments.dropFirst(2).first {
    report("a user agent not seen before", try measureUserAgents(userAgents))
}
keeper.cancel()
await keeper.value

let status = journal.status
print("recorded \(status.recorded), overflowed \(status.overflowed), \(status.usedBytes >> 20) MiB")
let ingest = try await measureIngest(journal, logger: logger)
print("read and handed over: \(ingest) scans a second")

/// One line of a result.
func report(_ name: String, _ nanoseconds: [Int]) {
    let sorted = nanoseconds.sorted()
    print(
        "\(name): median \(sorted[sorted.count / 2]) ns, best \(sorted[0]) ns, worst batch \(sorted[sorted.count - 1]) ns"
    )
}
