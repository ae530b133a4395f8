// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store
import Synchronization

/// Knows requests again that are repeated under the same key, so that what they make is made once.
///
/// While a request is worked on, its key is held in memory. What it makes is noted in the transaction that makes it, see
/// ``RequestAttempt``, and its answer is kept before its end is sent. Only successes are kept: what was refused has made
/// nothing, and may be mended and sent again under the same key.
package final class Repetitions: Sendable {
    /// How long a request is known.
    package static let lifetime = Duration.seconds(24 * 60 * 60)
    /// The longest body that is kept where nothing else is said.
    package static let usualLongestBody = 4 << 20

    /// How a request stands that came with a key.
    package enum Standing: Sendable {
        /// Nobody has done it: do it now, and ``Repetitions/end(_:)`` the attempt.
        case new(RequestAttempt)
        /// It is being done.
        case running
        /// It was done.
        case known(RepeatedRequest)
    }

    private struct Name: Hashable {
        let account: AccountID
        let text: String
    }

    /// The longest body that is kept.
    package let longestBody: Int
    private let store: any RepetitionStore
    private let seal: AnswerSeal
    private let clock: WallClock
    /// The attempts that are worked on, by their numbers.
    private let running = Mutex<[Name: Int64]>([:])

    /// Puts the knowledge together; `longestBody` is in bytes.
    package init(
        store: any RepetitionStore,
        seal: AnswerSeal,
        longestBody: Int = Repetitions.usualLongestBody,
        clock: @escaping WallClock,
    ) {
        self.longestBody = longestBody
        self.store = store
        self.seal = seal
        self.clock = clock
    }

    /// Whether a text may be a key: 1 to 255 visible ASCII characters.
    package static func isName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Begins a request.
    /// - Parameters:
    ///   - name: the key that its caller chose.
    ///   - account: the account of the caller.
    ///   - fingerprint: the SHA-256 of method, path and what was read of the body by then.
    /// - Returns: whether it is to be done.
    /// - Throws: the store's failure; nothing was begun then.
    package func begin(
        _ name: String,
        of account: AccountID,
        fingerprint: @escaping @Sendable () -> [UInt8],
    ) async throws(ManagementError) -> Standing {
        let held = Name(account: account, text: name)
        let number = Int64.random(in: .min ... .max)
        guard hold(held, number) else { return .running }
        let now = clock()
        let oldest = Timestamp(milliseconds: now.milliseconds - Self.lifetime.components.seconds * 1_000)
        do {
            // Asked after the key is held: what was held before has left its note by now.
            if let known = try await store.request(name, of: account, since: oldest) {
                release(held, number)
                return .known(known)
            }
        } catch {
            release(held, number)
            throw .store(error)
        }
        return .new(
            RequestAttempt(
                name: name, of: account, number: number, begunAt: now, forgottenBefore: oldest,
                fingerprint: fingerprint, ))
    }

    /// Ends an attempt, whether it succeeded or not.
    ///
    /// Ending it again does nothing: another one may be worked on under its key by then.
    package func end(_ attempt: RequestAttempt) {
        release(Name(account: attempt.account, text: attempt.name), attempt.number)
    }

    /// Keeps the answer of an attempt.
    /// - Parameters:
    ///   - status: its status.
    ///   - fields: its header fields, a line each.
    ///   - body: its body; nil where it was longer than ``longestBody``.
    ///   - attempt: the attempt.
    /// - Throws: the store's failure; the answer must not be given then as if it were kept.
    package func keep(
        status: Int,
        fields: String,
        body: [UInt8]?,
        of attempt: RequestAttempt,
    ) async throws(ManagementError) {
        let sealed = body.flatMap { seal.seal($0, of: Self.binding(attempt.name, attempt.account)) }
        let answer = KeptAnswer(status: status, fields: fields, body: sealed)
        try await stored { () throws(StoreError) in try await store.keep(answer, of: attempt) }
    }

    /// The body of a kept answer in clear; nil where it was not kept, or the server has another secret now.
    package func body(of answer: KeptAnswer, to name: String, of account: AccountID) -> [UInt8]? {
        answer.body.flatMap { seal.open($0, of: Self.binding(name, account)) }
    }

    /// Forgets what is older than ``lifetime``.
    package func forget() async throws(StoreError) {
        let oldest = Timestamp(milliseconds: clock().milliseconds - Self.lifetime.components.seconds * 1_000)
        while try await store.forgetRequests(before: oldest) > 0 {}
    }

    private func hold(_ name: Name, _ number: Int64) -> Bool {
        running.withLock { running in
            guard running[name] == nil else { return false }
            running[name] = number
            return true
        }
    }

    private func release(_ name: Name, _ number: Int64) {
        running.withLock { running in
            if running[name] == number { running[name] = nil }
        }
    }

    private static func binding(_ name: String, _ account: AccountID) -> String { "\(account.number) \(name)" }
}
