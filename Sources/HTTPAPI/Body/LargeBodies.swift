// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Synchronization

/// Lets few large bodies be in memory at once: until it is read, one takes a few times its size.
///
/// Who has to wait is not read from meanwhile. Batches of rows are no such bodies: they go to the disk as they come.
final class LargeBodies: Sendable {
    /// The bodies of this process, whoever reads them: so is its memory.
    static let ofProcess = LargeBodies(places: 4)

    /// The most bytes of a body that is not large; ordinary requests stay far below.
    static let threshold = 4_000_000

    private static let patience = Duration.seconds(10)
    private static let pause = Duration.milliseconds(20)

    /// The right to one large body, until the last holder lets go.
    final class Place: Sendable {
        private let bodies: LargeBodies

        fileprivate init(_ bodies: LargeBodies) { self.bodies = bodies }

        deinit { bodies.leave() }
    }

    private let free: Mutex<Int>

    init(places: Int) { free = Mutex(places) }

    /// Waits for a place.
    /// - Throws: a problem where none becomes free in time.
    func enter() async throws -> Place {
        let deadline = ContinuousClock.now + Self.patience
        while !take() {
            guard ContinuousClock.now < deadline else {
                let detail = "other large bodies are being read; try again, or send less at once"
                throw Problem(.overloaded, detail, headers: [.retryAfter: "10"])
            }
            try await Task.sleep(for: Self.pause)
        }
        return Place(self)
    }

    private func take() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    private func leave() { free.withLock { $0 += 1 } }
}
