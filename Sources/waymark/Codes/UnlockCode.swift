// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Unlocks one code.
struct UnlockCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Unlock a code, which no API does.",
    )

    @OptionGroup var options: CodeOptions

    @Argument(help: "The code's id.")
    var id: String

    func run() async throws {
        try await Workspace.open(options.settings) { workspace in
            let account = try await workspace.account(options.account)
            let code = try await workspace.codes.setLock(false, on: id, of: account)
            options.show(code, publicURL: workspace.publicURL)
        }
    }
}
