// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Server

/// The flags by which every command finds its settings.
struct SettingsOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The settings file: NAME=value lines. (default: waymark.env, if any)")
    var file: String?

    @Option(name: .customLong("data-dir"), help: "The folder that everything is kept in. (default: ./data)")
    var dataDirectory: String?

    /// Reads the settings; `more` are flags of the command itself.
    func load(with more: [Setting: String] = [:]) async throws(CommandFailure) -> Settings {
        var flags = more
        flags[.dataDirectory] = dataDirectory
        do {
            return try await Settings.load(
                flags: flags,
                environment: ProcessInfo.processInfo.environment,
                file: file,
            )
        } catch {
            throw CommandFailure(error)
        }
    }
}
