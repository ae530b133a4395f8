// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Server
import Store

/// Brings the database to the schema of this program.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to this program's schema.",
        discussion: "`waymark serve` does the same at its start. Nothing happens when the schema is current.",
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    func run() async throws {
        let settings = try await options.load()
        do {
            let status = try await StoreFactory(settings: settings).migrate(dryRun: dryRun)
            for name in status.pending { Console.say("\(dryRun ? "pending" : "applied")  \(name)") }
            if status.pending.isEmpty { Console.say("The schema is current: \(status.applied.count) migrations.") }
        } catch {
            throw CommandFailure(error.description)
        }
    }
}
