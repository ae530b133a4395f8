// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Lists accounts.
struct ListAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List accounts.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Write JSON.")
    var json = false

    private struct Output: Encodable {
        let name: String
        let clientId: String
        let plan: String
        let createdAt: String
        let codes: Int
    }

    func run() async throws {
        let rows = try await Workspace.open(settings) { workspace in
            var rows: [Output] = []
            for account in try await workspace.accounts.accounts() {
                rows.append(
                    Output(
                        name: account.name,
                        clientId: account.clientID,
                        plan: account.plan,
                        createdAt: account.createdAt.iso8601,
                        codes: try await workspace.store.count(of: account.id),
                    )
                )
            }
            return rows
        }
        if json { return try Console.say(json: rows) }
        Console.say(
            table: [["NAME", "PLAN", "CODES", "CREATED"]]
                + rows.map { [$0.name, $0.plan, String($0.codes), $0.createdAt] }
        )
    }
}
