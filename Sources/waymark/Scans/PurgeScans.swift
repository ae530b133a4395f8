// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Foundation
import Logging
import Scans
import Server
import Store

/// Deletes old scans; their counts stay.
struct PurgeScans: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Delete scans of old days; the counts made of them stay for ever.",
        discussion: "A server does the same by itself, by WAYMARK_SCAN_RETENTION. Works beside a running server.",
    )

    @OptionGroup var settings: SettingsOptions

    @Option(help: "The first UTC date whose scans stay. (default: by WAYMARK_SCAN_RETENTION)")
    var before: String?

    @Flag(help: "Only say how much would be deleted.")
    var dryRun = false

    @Flag(help: "Write JSON.")
    var json = false

    /// What was done, for machines.
    private struct Outcome: Encodable {
        let before: String
        let days: Int
        let scans: Int
        let dryRun: Bool
    }

    func run() async throws {
        guard let day = try await day() else {
            throw CommandFailure("WAYMARK_SCAN_RETENTION is forever; name a date with --before.")
        }
        let date = String(Timestamp(milliseconds: day * 86_400_000).iso8601.prefix(10))
        let found = try await Workspace.open(settings) { workspace in
            let found = try await workspace.store.purgeableScans(before: day)
            if !dryRun {
                var bar = ProgressBar("Deleting", isQuiet: json)
                let purger = ScanPurger(
                    store: workspace.store, keeping: nil, pauses: false, logger: Logger(label: "waymark"), )
                try await purger.purge(before: day) { bar.show($0, of: found.scans, note: "\($0) of \(found.scans)") }
                bar.clear()
                try await workspace.store.settle(compacting: false)
            }
            return found
        }
        let outcome = Outcome(before: date, days: found.days, scans: found.scans, dryRun: dryRun)
        if json { return try Console.say(json: outcome) }
        let verb = dryRun ? "would be deleted" : "deleted"
        Console.say("\(found.scans) scans of \(found.days) days before \(date) \(verb).")
    }

    private func day() async throws -> Int64? {
        guard let before else {
            let today = Timestamp.now.milliseconds / 86_400_000
            return try await settings.load().scanRetention.map { today - Int64($0) }
        }
        guard before.utf8.count == 10, let moment = Timestamp(iso8601: before + "T00:00:00Z") else {
            throw CommandFailure("--before is a date such as 2026-05-21.", status: CommandFailure.usage)
        }
        let now = Timestamp.now
        guard moment <= now else {
            let today = now.iso8601.prefix(10)
            let reason = "scans of a day go when it is over. Today is \(today) in UTC."
            throw CommandFailure("--before \(before) is in the future: \(reason)", status: CommandFailure.usage)
        }
        return moment.milliseconds / 86_400_000
    }
}
