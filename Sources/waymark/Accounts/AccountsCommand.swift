// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Accounts as a whole.
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "List accounts, and delete them with all that is kept of them.",
        subcommands: [ListAccounts.self, DeleteAccount.self],
    )
}
