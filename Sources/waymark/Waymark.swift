// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server

/// The program: one process that makes, draws, redirects and counts dynamic QR codes.
@main
struct Waymark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark",
        abstract: "Print a mark once, point it anywhere, for ever: dynamic QR codes.",
        discussion: """
            Settings are read from flags, from WAYMARK_… environment variables and from a settings file, in this \
            order. `waymark config` shows the effective ones.
            """,
        version: "waymark \(version)",
        subcommands: [
            Serve.self, Migrate.self, Config.self, KeysCommand.self, CodesCommand.self, Render.self, Sheet.self,
            BulkCommand.self, ImportCommand.self, ExportCommand.self, ScansCommand.self, AccountsCommand.self,
            BackupCommand.self, DoctorCommand.self,
        ],
    )

    /// The version of the program, as `--version` shows it.
    static let version = WaymarkServer.version

    /// Runs the command that the arguments name.
    ///
    /// Exit codes: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Console.complain(failure.message)
            Foundation.exit(failure.status)
        } catch  where exitCode(for: error) == .validationFailure {
            Console.complain(fullMessage(for: error))
            Foundation.exit(CommandFailure.usage)
        } catch {
            exit(withError: error)
        }
    }
}
