// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Server

/// Shows the effective configuration, or everything that is wrong with it.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the effective settings.",
        discussion: "Exits with 78 and lists every problem when a setting is wrong.",
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load()
        for warning in settings.warnings { Console.complain("warning: \(warning)") }
        Console.say(table: settings.listing.map { [$0.name, $0.value, $0.isDefault ? "(default)" : ""] })
    }
}
