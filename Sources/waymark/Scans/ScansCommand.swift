// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Scans one by one.
struct ScansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scans",
        abstract: "Write scans into a file, and delete old ones.",
        subcommands: [ExportScans.self, PurgeScans.self],
    )
}
