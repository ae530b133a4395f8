// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Locks one code.
struct LockCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Lock a code: no API changes where it leads, deletes or unlocks it.",
    )

    @OptionGroup var options: CodeOptions

    @Argument(help: "The code's id.")
    var id: String

    func run() async throws {
        try await Workspace.open(options.settings) { workspace in
            let account = try await workspace.account(options.account)
            let code = try await workspace.codes.setLock(true, on: id, of: account)
            options.show(code, publicURL: workspace.publicURL)
        }
    }
}
