// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management
import Store

/// Shows one code.
struct ShowCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one code.")

    @OptionGroup var options: CodeOptions

    @Argument(help: "The code's id.")
    var id: String

    func run() async throws {
        try await Workspace.open(options.settings) { workspace in
            let account = try await workspace.account(options.account)
            options.show(try await workspace.codes.code(id, of: account), publicURL: workspace.publicURL)
        }
    }
}
