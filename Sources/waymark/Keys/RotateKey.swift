// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Codes
import Management

/// Replaces a key.
struct RotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new key in place of an old one, which goes on working for a while.",
    )

    @OptionGroup var options: KeyOptions

    @Argument(help: "The old key's name or visible prefix.")
    var key: String

    @Option(help: "How many hours the old key goes on working: 0 to 8760.")
    var grace: Int = 24

    func validate() throws {
        guard (0...8_760).contains(grace) else { throw ValidationError("--grace must be 0 to 8760 hours.") }
    }

    func run() async throws {
        let issued = try await Workspace.open(options.settings) { workspace in
            try await workspace.keys.rotate(key, of: options.account, grace: .seconds(grace * 3_600))
        }
        try IssuedKeyOutput(issued).show(asJSON: options.json)
    }
}
