// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// Ends work whose caller has hung up: nobody would take what it makes.
///
/// A connection that is half closed is taken for one that is gone: until something is sent the two are the same, and who
/// asks for a batch has no reason to close half of it.
struct HangUpWatch {
    /// How often the connection is looked at.
    private static let interval = Duration.milliseconds(100)
    /// `TCP_CLOSE_WAIT` and what comes after it (Linux, include/net/tcp_states.h): the other side has closed.
    private static let closed: Set<UInt8> = [7, 8, 9]

    private let channel: any Channel
    /// Whether a network is in between; it was also for those who hung up before the work began.
    private let hasPeer: Bool

    init(_ channel: any Channel) {
        self.channel = channel
        hasPeer = channel.isActive || channel is any SocketOptionProvider || channel.parent != nil
    }

    /// Runs work until it ends or its caller is gone.
    /// - Throws: what the work throws, or `CancellationError` where the caller is gone.
    func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: work)
            group.addTask {
                while await !isGone() { try await Task.sleep(for: Self.interval) }
                throw CancellationError()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    private func isGone() async -> Bool {
        guard channel.isActive else { return hasPeer }
        guard let socket = channel as? any SocketOptionProvider else { return false }
        let state = NIOBSDSocket.Option(rawValue: TCP_INFO)
        let info: tcp_info? = try? await socket.unsafeGetSocketOption(level: .tcp, name: state).get()
        return info.map { Self.closed.contains($0.tcpi_state) } ?? false
    }
}
