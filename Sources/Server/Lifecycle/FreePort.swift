// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// Finds a port where the settings leave the choice to the system (port 0).
enum FreePort {
    /// A port that nobody listens on.
    ///
    /// Codes carry the server's address, so it has to be known before the server starts;
    /// between this answer and that start another program could take the port, which the start would then report.
    static func find(host: String, group: any EventLoopGroup) async throws -> Int {
        let channel = try await ServerBootstrap(group: group).bind(host: host, port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}

/// The ports of a server.
struct ListeningPorts: Sendable, Hashable {
    /// Without TLS.
    let plain: Int
    /// With TLS; nil where there is no such listener.
    let secure: Int?

    /// The same ports, with free ones where the settings leave the choice to the system.
    func chosen(host: String, group: any EventLoopGroup) async throws -> ListeningPorts {
        func choose(_ port: Int) async throws -> Int {
            port == 0 ? try await FreePort.find(host: host, group: group) : port
        }
        var securePort = secure
        if let secure { securePort = try await choose(secure) }
        return ListeningPorts(plain: try await choose(plain), secure: securePort)
    }
}
