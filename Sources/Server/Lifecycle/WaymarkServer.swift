// SPDX-License-Identifier: Apache-2.0

import Codes
import Glibc
import HTTPAPI
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
    /// The version of the program.
    package static let version = "0.1.0"

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
        // A file that may not grow further is then a write that fails, as on a full disk, and not the end of the process.
        _ = signal(SIGXFSZ, SIG_IGN)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let parts = try await ServerParts(settings: settings, logger: logger, group: group)
        do {
            try await serve(parts, group: group, announce: announce)
        } catch {
            await parts.close()
            throw error
        }
        await parts.close()
        try await group.shutdownGracefully()
    }

    private func serve(
        _ parts: ServerParts,
        group: MultiThreadedEventLoopGroup,
        announce: @escaping @Sendable (String) -> Void,
    ) async throws {
        if let issued = try await parts.composition.keys.issueFirstKey() {
            announce("This is the first start. The key of the account \"\(issued.account.name)\" is shown this once:")
            announce("")
            announce("    \(issued.secret.text)")
            announce("")
        }
        // Services end in reverse order: requests first, then the ingester counts what they left.
        var configuration = ServiceGroupConfiguration(
            services: parts.services + (try listeners(parts, group: group, announce: announce)),
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger,
        )
        configuration.maximumGracefulShutdownDuration = settings.shutdownGrace
        try await ServiceGroup(configuration: configuration).run()
    }

    /// The TLS port, where there is one, and the plain port.
    private func listeners(
        _ parts: ServerParts,
        group: MultiThreadedEventLoopGroup,
        announce: @escaping @Sendable (String) -> Void,
    ) throws -> [any Service] {
        let responder = HTTPResponder.make(parts.api.makeResponder(), logger: logger)
        let connections = HTTPConnections(
            group: group,
            responder: responder,
            idleTimeout: .seconds(60),
            logger: logger,
        )
        let place = ScanFront.Place(host: settings.host, port: parts.ports.plain, threads: System.coreCount)
        let front = try ScanFront(core: parts.redirects, place: place) { connections.take($0) }
        let plain = FrontService(front: front, connections: connections) {
            announce("Waymark answers at \(parts.composition.publicURL)")
        }
        guard let tls = settings.tls, let port = parts.ports.secure else { return [plain] }
        let secure = SecureListener.Place(host: settings.host, port: port)
        let listener = try SecureListener(
            at: secure, tls.files, grace: settings.shutdownGrace, responder: responder, group: group, logger: logger, )
        return [listener, plain]
    }
}
