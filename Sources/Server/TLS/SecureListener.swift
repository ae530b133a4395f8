// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The TLS port: the same server as the plain one, by the ordinary path.
///
/// SIGHUP makes it read its certificate again.
struct SecureListener: Service {
    /// Where it listens.
    struct Place: Sendable {
        let host: String
        let port: Int
    }

    private let place: Place
    private let files: TLSFiles
    private let channel: SecureChannel
    private let group: any EventLoopGroup
    private let logger: Logger

    /// Reads the certificate; nobody can connect yet.
    init(
        at place: Place,
        _ files: TLSFiles,
        grace: Duration,
        responder: @escaping HTTPChannelHandler.Responder,
        group: any EventLoopGroup,
        logger: Logger,
    ) throws {
        self.place = place
        self.files = files
        self.group = group
        self.logger = logger
        channel = try SecureChannel(
            tls: try files.load(), idleTimeout: .seconds(60), grace: grace, responder: responder, )
    }

    /// Serves until the process shuts down, and then until what is under way is answered.
    func run() async throws {
        let server = HummingbirdCore.Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(place.host, port: place.port),
                backlog: 4_096,
            ),
            eventLoopGroup: group,
            logger: logger,
        )
        try await withThrowingDiscardingTaskGroup { tasks in
            tasks.addTask {
                await cancelWhenGracefulShutdown {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { reload() }
                }
            }
            try await server.run()
            tasks.cancelAll()
        }
    }

    private func reload() {
        do {
            try channel.use(try files.load())
            logger.notice("the certificate was read again", metadata: ["file": "\(files.certificate)"])
        } catch {
            logger.error("the new certificate cannot be used; the old one stays", metadata: ["error": "\(error)"])
        }
    }
}
