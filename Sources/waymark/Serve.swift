// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import NIOCore
import Server

/// Starts the server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            Prints its address and, the first time, the key of the account `default`. SIGTERM or Control-C ends it \
            after the requests in flight.
            """,
    )

    @OptionGroup var options: SettingsOptions

    @Option(help: "The address to listen on. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port to listen on; 0 lets the system choose. (default: 8080)")
    var port: String?

    @Option(
        name: .customLong("public-url"), help: "The address that printed codes carry. (default: the one listened on)", )
    var publicURL: String?

    @Option(name: .customLong("log-level"), help: "The least urgent messages that are logged. (default: info)")
    var logLevel: String?

    func run() async throws {
        let flags: [Setting: String?] = [
            .host: host, .port: port, .publicURL: publicURL, .logLevel: logLevel,
        ]
        let settings = try await options.load(with: flags.compactMapValues { $0 })
        do {
            try await WaymarkServer(settings: settings).run { Console.say($0) }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            let address = "\(settings.host):\(settings.port)"
            throw CommandFailure("\(address) is taken by another program; choose another port with WAYMARK_PORT.")
        } catch {
            throw CommandFailure("Waymark could not run: \(error)")
        }
    }
}
