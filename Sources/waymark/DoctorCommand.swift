// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server
import Store

/// Looks whether what is kept is whole.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the database, its migrations, the journal, and the counts against the scans.",
        discussion: """
            Works beside a running server. Exits with 1 where something is wrong. With --rebuild, counts that differ \
            from their scans are made anew, one day in one transaction: while a day with millions of scans is made anew \
            other writes wait, so stop the server for that. Days whose scans were purged are \
            named and left as they are; so is a total above that of its days, where scans were purged.
            """,
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Make counts anew that differ from their scans.")
    var rebuild = false

    @Flag(help: "Write JSON.")
    var json = false

    func run() async throws {
        let settings = try await options.load()
        var bar = ProgressBar("Comparing", isQuiet: json)
        let diagnosis: Diagnosis
        do throws(StoreError) {
            diagnosis = try await Doctor(settings: settings).examine(rebuilding: rebuild) { done, total in
                bar.show(done, of: total, note: "day \(done) of \(total)")
            }
        } catch {
            throw CommandFailure(error.description)
        }
        bar.clear()
        if json {
            try Console.say(json: diagnosis)
        } else {
            for check in diagnosis.checks {
                Console.say("\(check.ok ? "ok    " : "WRONG ")  \(check.name): \(check.detail)")
                for line in check.problems + check.notes { Console.say("        \(line)") }
            }
        }
        if !diagnosis.ok { Foundation.exit(CommandFailure.failed) }
    }
}
