// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Deletes one code.
struct DeleteCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a code: scans answer that it has ended, its counts stay.",
    )

    @OptionGroup var options: CodeOptions

    @Argument(help: "The code's id.")
    var id: String

    func run() async throws {
        try await Workspace.open(options.settings) { workspace in
            let account = try await workspace.account(options.account)
            try await workspace.codes.delete(id, of: account)
            if !options.json { Console.say("The code \(id) is deleted.") }
        }
    }
}
