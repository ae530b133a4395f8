// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPAPI
import Hummingbird
import Logging
import Management
import NIOCore
import NIOPosix
import QRRender
import Redirect
import Scans
import ServiceLifecycle
import Store
import UnixSignals

/// The running server: what is built, in which order it starts, and in which it ends.
package struct WaymarkServer: Sendable {
    private let settings: Settings
    private let logger: Logger

    /// Makes a server that is not running yet.
    package init(settings: Settings) {
        self.settings = settings
        var logger = Logger(label: "waymark") { _ in StreamLogHandler.standardError(label: "waymark") }
        logger.logLevel = settings.logLevel
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT, then ends the requests in flight, counts what was scanned and closes the store.
    ///
    /// - Parameter announce: is given each line that the person who started the server should read.
    /// - Throws: whatever kept the server from starting: the store, the journal, the port.
    package func run(announce: @escaping @Sendable (String) -> Void) async throws {
        for warning in settings.warnings { logger.warning("\(warning)") }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let parts = try await ServerParts(settings: settings, logger: logger, group: group)
        if let issued = try await parts.composition.keys.issueFirstKey() {
            announce("This is the first start. The key of the account \"\(issued.account.name)\" is shown this once:")
            announce("")
            announce("    \(issued.secret.text)")
            announce("")
        }
        // Services end in reverse order: requests first, then the ingester counts what they left, then the store.
        var configuration = ServiceGroupConfiguration(
            services: parts.services + [application(parts, group: group, announce: announce)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger,
        )
        configuration.maximumGracefulShutdownDuration = settings.shutdownGrace
        try await ServiceGroup(configuration: configuration).run()
        try await group.shutdownGracefully()
    }

    private func application(
        _ parts: ServerParts,
        group: MultiThreadedEventLoopGroup,
        announce: @escaping @Sendable (String) -> Void,
    ) -> any Service {
        Application(
            responder: parts.api.makeResponder(),
            server: .redirecting(parts.redirects, idleTimeout: .seconds(60)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: parts.port),
                serverName: nil,
                backlog: 4_096,
                reuseAddress: true,
            ),
            onServerRunning: { _ in announce("Waymark answers at \(parts.composition.publicURL)") },
            eventLoopGroupProvider: .shared(group),
            logger: logger,
        )
    }
}
