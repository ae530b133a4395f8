// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How far the body of a request was read: an answer given before its end has to close the connection.
final class BodyProgress: Sendable {
    enum Stage: UInt8, AtomicRepresentable {
        /// Nobody has asked for the body.
        case untouched
        /// Some of it was read, and reading has not come to the end.
        case begun
        /// It was read to its end.
        case finished
    }

    private let current = Atomic(Stage.untouched)
    private let held = Mutex<LargeBodies.Place?>(nil)

    /// Keeps the place of a large body until the request is answered.
    func hold(_ place: LargeBodies.Place) { held.withLock { $0 = place } }

    /// Whether the request has a place for a large body.
    var holdsPlace: Bool { held.withLock { $0 != nil } }

    var stage: Stage {
        get { current.load(ordering: .relaxed) }
        set { current.store(newValue, ordering: .relaxed) }
    }
}
