// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management

/// Ends a key.
struct RevokeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a key at once; a running server refuses it within two seconds.",
    )

    @OptionGroup var options: KeyOptions

    @Argument(help: "The key's name or visible prefix.")
    var key: String

    func run() async throws {
        let ended = try await Workspace.open(options.settings) { workspace in
            try await workspace.keys.revoke(key, of: options.account)
        }
        if options.json { return try Console.say(json: KeyOutput(ended)) }
        Console.say("The key \(ended.prefix)… (\(ended.name)) has ended.")
    }
}
