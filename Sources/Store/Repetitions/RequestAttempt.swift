// SPDX-License-Identifier: Apache-2.0

package import Codes

/// One attempt at a request that its caller may repeat and that has to be done once.
///
/// A store notes it in the transaction that makes something. Whoever comes second with the same key finds the note, or
/// fails to write it, and makes nothing: no crash in between and no other process can have the thing made twice.
package final class RequestAttempt: Sendable {
    /// The attempt that the current task works on; nil where its request may not be repeated.
    ///
    /// Bound to the task, and not passed on from call to call: what lies between a request and the statement that makes
    /// something has nothing to do with it.
    @TaskLocal package static var current: RequestAttempt?

    /// The account whose request it is.
    package let account: AccountID
    /// The key that the caller chose: 1 to 255 visible ASCII characters.
    package let name: String
    /// A random number that no other attempt has.
    package let number: Int64
    /// When it began.
    package let begunAt: Timestamp
    /// Notes older than this no longer count.
    package let forgottenBefore: Timestamp
    private let hash: @Sendable () -> [UInt8]

    /// Makes an attempt.
    /// - Parameters:
    ///   - name: the key that the caller chose.
    ///   - account: the account whose request it is.
    ///   - number: a random number that no other attempt has.
    ///   - begunAt: when it began.
    ///   - forgottenBefore: notes older than this no longer count.
    ///   - fingerprint: the SHA-256 of method, path and what was read of the body by now.
    package init(
        name: String,
        of account: AccountID,
        number: Int64 = .random(in: .min ... .max),
        begunAt: Timestamp,
        forgottenBefore: Timestamp,
        fingerprint: @escaping @Sendable () -> [UInt8],
    ) {
        self.account = account
        self.name = name
        self.number = number
        self.begunAt = begunAt
        self.forgottenBefore = forgottenBefore
        hash = fingerprint
    }

    /// The SHA-256 of method, path and what was read of the body by now: 32 bytes.
    package var fingerprint: [UInt8] { hash() }
}
