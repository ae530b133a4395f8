// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import Scans
import Synchronization

@testable import Redirect

/// One connection to a front's loop, over a pair of sockets of this process: the test turns the loop.
final class ConnectionFixture {
    let clock: TestClock
    let table: TableFixture
    let scans = NotedScans()
    let log = LogLines()
    let core: RedirectCore
    let loop: FrontLoop
    private let handed = Handed()
    private var client: Int32
    /// What was read of a connection that was handed on.
    private var tail: [UInt8] = []

    /// What the front handed on.
    private final class Handed: Sendable {
        let connections = Mutex<[HandedConnection]>([])
    }

    /// How bytes travel.
    enum Wire {
        /// As the front writes them: each write is read by itself.
        case packets
        /// As over TCP, with so much room for what the client does not read.
        case stream(room: Int32)
    }

    /// Connects a client at 203.0.113.7; `codes` are in the table already.
    init(
        _ codes: Code...,
        settings: ConnectionSettings = ConnectionSettings(),
        proxies: [IPNetwork] = [],
        recorderIsBroken: Bool = false,
        cached: Bool = true,
        wire: Wire = .packets,
        services: RedirectServices = RedirectServices(),
    ) async throws {
        table = TableFixture()
        clock = table.clock
        for code in codes {
            table.store.put(code)
            if cached { _ = try await table.answer(code.id.text) }
        }
        if cached { _ = try await table.answer("neverMade") }
        scans.breakDown(recorderIsBroken)
        core = RedirectCore(
            table: table.table,
            proxies: TrustedProxies(proxies),
            settings: settings,
            clock: table.clock.clock,
            logger: log.logger,
            services: services,
            makeRecorder: { [scans] in try scans.makeRecorder() },
        )
        loop = try FrontLoop(core: core) { [handed] connection in
            handed.connections.withLock { $0.append(connection) }
        }
        let (server, client) = try Self.pair(wire)
        self.client = client
        loop.adopt(server, from: IPAddress(ipv4: 0xCB00_7107))
    }

    deinit {
        close(client)
        for connection in handed.connections.withLock({ $0 }) { close(connection.descriptor) }
    }

    /// A client's socket and a server's.
    static func pair(_ wire: Wire) throws -> (server: Int32, client: Int32) {
        var kind = SOCK_SEQPACKET
        if case .stream = wire { kind = SOCK_STREAM }
        var pair: [Int32] = [0, 0]
        let type = Int32(kind.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &pair) == 0 else {
            throw Failure(number: errno)
        }
        if case .stream(var room) = wire {
            _ = unsafe setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        }
        return (pair[0], pair[1])
    }

    /// A call that the system refused.
    struct Failure: Error {
        let number: Int32
    }

    /// How often the connection was handed on and not given back.
    var handOns: Int { handed.connections.withLock { $0.count } }

    /// What those get who have it now: the bytes that came along, and what they read from the socket.
    func handedOn() -> [UInt8] {
        guard let connection = handed.connections.withLock({ $0.last }) else { return [] }
        while let more = Self.receive(connection.descriptor) { tail += more }
        return connection.bytes + tail
    }

    /// Gives back what was handed on last, with bytes that the handlers behind have read of the next request.
    func giveBack(_ text: String) {
        guard let last = handed.connections.withLock({ $0.popLast() }) else { return }
        tail = []
        last.giveBack(last.descriptor, bytes: Array(text.utf8))
        turn()
    }

    /// Lets bytes come in.
    func send(_ bytes: some Sequence<UInt8>) throws {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
                return unsafe Glibc.send(client, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno != EAGAIN { throw Failure(number: errno) }
            sent += max(0, count)
            turn()
            // Whoever has the connection now reads it.
            if count < 0 { _ = handedOn() }
        }
    }

    /// Lets text come in.
    func send(_ text: String) throws { try send(text.utf8) }

    /// Lets a plain request come in.
    func scan(_ id: String = "poster01", _ fields: String..., method: String = "GET") throws {
        try send(request(id, fields: fields, method: method))
    }

    /// The client sends no more.
    func endInput() {
        shutdown(client, Int32(SHUT_WR))
        turn()
    }

    /// What has been sent since this was asked last, each write on its own.
    func flushes() -> [String] {
        turn()
        var texts: [String] = []
        while let bytes = Self.receive(client) {
            texts.append(String(decoding: bytes, as: UTF8.self))
            turn()
        }
        return texts
    }

    /// What has been sent since this was asked last.
    func sent() -> String { flushes().joined() }

    /// Whether the server keeps the connection; to be asked when everything sent was read.
    var isOpen: Bool {
        turn()
        return loop.count + handOns > 0
    }

    /// Waits until that many answers have been sent.
    func answers(_ count: Int) async -> [String] {
        var text = ""
        while RedirectTests.answers(in: text).count < count {
            text += sent()
            await Task.yield()
        }
        return RedirectTests.answers(in: text)
    }

    /// Waits until the server has closed the connection.
    func waitForEnd() async { while isOpen { await Task.yield() } }

    /// The client is gone.
    func leave() {
        // Closing alone does not end the connection while a program that another test starts holds a copy of the socket.
        shutdown(client, Int32(SHUT_RDWR))
        close(client)
        client = -1
        turn()
    }

    /// Lets time pass.
    func pass(_ duration: Duration) {
        clock.advance(by: duration)
        turn()
    }

    /// Has the loop do everything that there is to do.
    func turn() { for _ in 0..<3 { loop.turn(milliseconds: 0) } }

    /// What has come from the server and was not read yet; nil for nothing.
    func received() -> [UInt8]? { Self.receive(client) }

    private static func receive(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 256 << 10)
        let count = unsafe recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count > 0 ? Array(bytes[..<count]) : nil
    }
}

/// The answers in a text: the status of each, and where it leads.
func answers(in text: String) -> [String] {
    text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { answer in
        let location = answer.components(separatedBy: "\r\n").first { $0.hasPrefix("Location: ") }
        return [String(answer.prefix(3)), location.map { String($0.dropFirst("Location: ".count)) }].compactMap { $0 }
            .joined(separator: " ")
    }
}

/// A plain request.
func request(_ id: String = "poster01", fields: [String] = [], method: String = "GET") -> String {
    "\(method) /r/\(id) HTTP/1.1\r\nHost: qr.example.com\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}
