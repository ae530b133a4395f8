// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who is fetching which result, so that each is handed over once.
///
/// A result that somebody else is fetching is waited for: it is either gone after that, or there again. A download that
/// does not move gives way.
final class BulkDownloads: Sendable {
    /// Whether a result may be fetched.
    enum Admission: Sendable {
        /// It may, by this ticket.
        case admitted(Ticket)
        /// Somebody else fetched it meanwhile.
        case gone
        /// Somebody else is fetching it, and goes on doing so.
        case busy
    }

    /// The right to fetch a result.
    final class Ticket: Sendable {
        fileprivate enum Stage { case running, ending, failed, done, replaced }

        fileprivate struct State {
            var stage = Stage.running
            var movedAt = ContinuousClock.now
        }

        fileprivate let state = Mutex(State())

        /// Notes that bytes were handed over.
        /// - Returns: false where another download took over, and this one has to stop.
        func move() -> Bool {
            state.withLock { state in
                state.movedAt = .now
                return state.stage != .replaced
            }
        }

        /// Begins to hand over the last bytes: who asks for the job from now on waits for the outcome.
        /// - Returns: false where another download took over, and this one has to stop.
        func beginEnding() -> Bool {
            state.withLock { state in
                guard state.stage == .running else { return false }
                state.stage = .ending
                return true
            }
        }

        /// Ends the download.
        func end(isDone: Bool) {
            state.withLock { state in
                if state.stage != .replaced, state.stage != .done { state.stage = isDone ? .done : .failed }
            }
        }
    }

    private static let stall = Duration.seconds(5)
    private static let patience = Duration.seconds(30)
    private static let pause = Duration.milliseconds(10)

    private let tickets = Mutex<[Int64: Ticket]>([:])

    /// Asks for the right to fetch a result.
    func admit(_ job: Int64) async -> Admission {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            if let admission = tryAdmit(job) { return admission }
            if ContinuousClock.now > deadline || Task.isCancelled { return .busy }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Waits while the last bytes of a result are handed over.
    /// - Returns: whether there was anything to wait for.
    func waitForEnding(of job: Int64) async -> Bool {
        let deadline = ContinuousClock.now + Self.stall
        var hasWaited = false
        while let ticket = tickets.withLock({ $0[job] }), ticket.state.withLock({ $0.stage == .ending }),
            ContinuousClock.now < deadline, !Task.isCancelled
        {
            hasWaited = true
            try? await Task.sleep(for: Self.pause)
        }
        return hasWaited
    }

    /// Forgets a download that has ended.
    func remove(_ ticket: Ticket, of job: Int64) {
        tickets.withLock { if $0[job] === ticket { $0[job] = nil } }
    }

    /// - Returns: nil where somebody is fetching it.
    private func tryAdmit(_ job: Int64) -> Admission? {
        tickets.withLock { tickets in
            if let other = tickets[job] {
                let isFree = other.state.withLock { state in
                    switch state.stage {
                    case .failed, .replaced: return true
                    case .done, .ending: return false
                    case .running:
                        guard ContinuousClock.now - state.movedAt > Self.stall else { return false }
                        state.stage = .replaced
                        return true
                    }
                }
                if other.state.withLock({ $0.stage == .done }) { return .gone }
                if !isFree { return nil }
            }
            let ticket = Ticket()
            tickets[job] = ticket
            return .admitted(ticket)
        }
    }
}
