// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management

/// Makes a key.
struct CreateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a key, and the account where it is missing.",
    )

    @OptionGroup var options: KeyOptions

    @Option(help: "The plan of an account that is made. (default: enterprise)")
    var plan: String?

    @Option(help: "A name that tells the key from others.")
    var name: String = "key"

    @Option(help: "What it may do: read, write, admin, separated by commas.")
    var scopes: String = "read,write"

    @Option(help: "How many days it is valid. (default: for ever)")
    var days: Int?

    func validate() throws {
        if let days, !(1...36_500).contains(days) { throw ValidationError("--days must be 1 to 36500.") }
    }

    func run() async throws {
        let issued = try await Workspace.open(options.settings) { workspace in
            try await workspace.keys.issue(
                account: options.account,
                plan: plan,
                name: name,
                scopes: Scope.list(scopes),
                lifetime: days.map { .seconds($0 * 86_400) },
            )
        }
        try IssuedKeyOutput(issued).show(asJSON: options.json)
    }
}
