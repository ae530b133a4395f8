// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Finds the addresses of a host; ends early, without any, when its task is cancelled.
package struct HostResolver: Sendable {
    let addresses: @Sendable (_ host: String) async -> [HostAddress]

    /// Makes a resolver from a function, such as a table for tests.
    package init(_ addresses: @escaping @Sendable (_ host: String) async -> [HostAddress]) {
        self.addresses = addresses
    }

    /// The resolver of the system, on threads of its own because it blocks.
    package static let system = HostResolver { host in
        let waiting = Waiting()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.start(continuation)
                queue.async { waiting.finish(lookUp(host)) }
            }
        } onCancel: {
            waiting.finish([])
        }
    }

    private static let queue = DispatchQueue(label: "waymark.outbound.resolver", attributes: .concurrent)

    private static func lookUp(_ host: String) -> [HostAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            // An address that cannot be told is kept as one that is refused.
            unsafe addresses.append(numeric(entry.pointee) ?? .unknown)
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func numeric(_ entry: addrinfo) -> HostAddress? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = unsafe getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST,
        )
        guard status == 0 else { return nil }
        return HostAddress(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}

/// A question that is answered once, by the resolver or by a cancellation, whichever is first.
private final class Waiting: Sendable {
    private enum State {
        case idle
        case started(CheckedContinuation<[HostAddress], Never>)
        case finished
    }

    private let state = Mutex(State.idle)

    func start(_ continuation: CheckedContinuation<[HostAddress], Never>) {
        let isLate = state.withLock { state in
            if case .finished = state { return true }
            state = .started(continuation)
            return false
        }
        if isLate { continuation.resume(returning: []) }
    }

    func finish(_ addresses: [HostAddress]) {
        let previous = state.withLock { state in
            let previous = state
            state = .finished
            return previous
        }
        if case .started(let continuation) = previous { continuation.resume(returning: addresses) }
    }
}
