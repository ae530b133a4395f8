// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management

/// Lists the keys of an account.
struct ListKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the keys of an account.")

    @OptionGroup var options: KeyOptions

    func run() async throws {
        let keys = try await Workspace.open(options.settings) { try await $0.keys.keys(of: options.account) }
        let rows = keys.map(KeyOutput.init)
        if options.json { return try Console.say(json: rows) }
        let heading = ["PREFIX", "NAME", "SCOPES", "CREATED", "LAST USED", "ENDS"]
        Console.say(
            table: [heading]
                + rows.map {
                    [
                        $0.prefix, $0.name, $0.scopes.joined(separator: ","), $0.createdAt, $0.lastUsedAt ?? "never",
                        $0.expiresAt ?? "never",
                    ]
                }
        )
    }
}
