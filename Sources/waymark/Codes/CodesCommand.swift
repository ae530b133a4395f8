// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import HTTPAPI
import Management

/// Dynamic codes.
struct CodesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "Make, list, show, edit, lock and delete dynamic codes.",
        subcommands: [
            CreateCode.self, ListCodes.self, ShowCode.self, EditCode.self, LockCode.self, UnlockCode.self,
            DeleteCode.self,
        ],
    )
}

/// The flags that all code commands share.
struct CodeOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(help: "The account.")
    var account: String = KeyRegistry.defaultAccount

    @Flag(help: "Write JSON, as the API answers it.")
    var json = false

    /// Writes a code for a person or for a machine.
    func show(_ code: Code, publicURL: String) {
        let output = CodeObject(publicURL: publicURL)
        if json { return Console.say(output.json(of: code)) }
        Console.say("id           \(code.id)")
        Console.say("scan at      \(output.redirectURL(of: code))")
        Console.say("leads to     \(code.payload.text)")
        let lock = code.settings.isLocked ? ", locked" : ""
        Console.say("type         \(code.payload.type.rawValue), \(code.settings.status.rawValue)\(lock)")
        if let name = code.settings.name { Console.say("name         \(name)") }
        if !code.settings.tags.isEmpty {
            Console.say("tags         \(code.settings.tags.map(\.text).joined(separator: ", "))")
        }
        Console.say("scans        \(code.tally.scans)")
        Console.say("created      \(code.createdAt.iso8601)")
        Console.say("edited       \(code.updatedAt.iso8601)")
    }
}
