// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import HTTPAPI
import Logging
import Management
import NIOCore
import NIOPosix
import Scans
import Store

@testable import Redirect
@testable import Server

/// A whole server whose requests can be sent to the front, or past it to the ordinary HTTP handlers.
final class TwoPaths: Sendable {
    private let parts: ServerParts
    private let connections: HTTPConnections
    private let front: ScanFront
    private let listener: Listener
    private let inbox: LoopInbox
    private let running: [Task<Void, any Error>]
    private let folder: String

    /// What came of some bytes.
    struct Outcome: Equatable {
        let answers: [RawAnswer]
        /// How many scans were noted.
        let scans: Int
    }

    /// Starts a server with the codes that the corpus asks for.
    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "two-paths-\(UUID().uuidString)").path()
        let settings = try await Settings.load(
            environment: ["WAYMARK_DATA_DIR": folder, "WAYMARK_PORT": "0", "WAYMARK_LOG_LEVEL": "critical"])
        var logger = Logger(label: "two-paths")
        logger.logLevel = .critical
        let group = MultiThreadedEventLoopGroup.singleton
        parts = try await ServerParts(settings: settings, logger: logger, group: group)
        try await Self.makeCodes(parts.composition)
        let responder = HTTPResponder.make(parts.api.makeResponder(), logger: logger)
        let connections = HTTPConnections(
            group: group, responder: responder, idleTimeout: .seconds(60), logger: logger, )
        let place = ScanFront.Place(host: "127.0.0.1", port: 0, threads: 1)
        let front = try ScanFront(core: parts.redirects, place: place) { connections.take($0) }
        (self.connections, self.front) = (connections, front)
        listener = try Listener(host: "127.0.0.1", port: 0)
        try listener.listen()
        inbox = try LoopInbox()
        running = [Task { await connections.run() }, Task { try await front.run() }]
        // The front listens once its task runs, which may be a while where other tests have the threads.
        while (try? Client(port: front.port)) == nil { await Task.yield() }
    }

    private static func makeCodes(_ composition: Composition) async throws {
        guard let account = try await composition.keys.issueFirstKey()?.account else { return }
        let settings = [
            "poster01": CodeSettings(), "paused01": CodeSettings(status: .inactive),
            "forward1": CodeSettings(forwardQuery: true),
            "sources1": CodeSettings(forwardQuery: true, routing: Routing(sources: ["north", "south"])),
            "rules001": CodeSettings(routing: routing),
            "limited1": CodeSettings(scanLimit: 1_000_000_000),
        ]
        for (id, settings) in settings {
            let payload = Payload(stored: .url, text: "https://example.com/landing")
            let draft = CodeDraft(slug: CodeID(id), payload: payload, settings: settings)
            _ = try await composition.library.create(draft, for: account)
        }
    }

    /// Rules that several fields decide, and variants for everybody else.
    private static var routing: Routing {
        func target(_ name: String) -> Variant {
            Variant(destination: Destination(stored: "https://example.com/\(name)"), weight: 1)
        }
        return Routing(
            rules: [
                Rule(conditions: RuleConditions(devices: [.tablet]), targets: [target("tablet")]),
                Rule(conditions: RuleConditions(languages: ["fr"]), targets: [target("french")]),
            ],
            variants: [target("a"), target("b"), target("c")], )
    }

    /// Ends the server.
    func close() async throws {
        for task in running { task.cancel() }
        connections.finish()
        listener.close()
        try await parts.composition.store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What a client of the server's port gets.
    func throughFront(_ bytes: [UInt8]) throws -> Outcome {
        let before = parts.redirects.counts.scans
        let client = try Client(port: front.port)
        try client.send(bytes)
        return Outcome(answers: RawAnswer.all(in: try client.finish()), scans: parts.redirects.counts.scans - before)
    }

    /// What the ordinary HTTP handlers make of the same bytes.
    func throughPipeline(_ bytes: [UInt8]) throws -> Outcome {
        let before = parts.redirects.counts.scans
        let client = try Client(port: listener.port)
        guard case .connection(let descriptor, let peer) = listener.accept() else { throw FrontError("nobody came") }
        connections.take(HandedConnection(descriptor: descriptor, peer: peer, bytes: bytes, inbox: inbox))
        return Outcome(answers: RawAnswer.all(in: try client.finish()), scans: parts.redirects.counts.scans - before)
    }
}

/// The client's end of a connection, which sends what it has and then waits for the last answer.
private final class Client {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw FrontError("cannot connect", errno) }
        // Longer than any busy machine takes: only a server that has forgotten the client comes to its end.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size), )
    }

    deinit { Glibc.close(descriptor) }

    func send(_ bytes: [UInt8]) throws {
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { throw FrontError("cannot send", errno) }
    }

    /// Says that nothing more will come, and reads to the end.
    func finish() throws -> [UInt8] {
        shutdown(descriptor, Int32(SHUT_WR))
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe part.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count == 0 || count < 0 && errno == ECONNRESET { return all }
            guard count > 0 else { throw FrontError("the server does not answer", errno) }
            all += part[..<count]
        }
    }
}
