// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps what requests that may be repeated have made, and how they were answered.
///
/// What a request makes is noted by the calls that make it, see ``RequestAttempt/current``. Every write is durable when
/// the call returns.
package protocol RepetitionStore: Sendable {
    /// What is kept under a key of an account since a moment; nil where there is nothing.
    func request(
        _ name: String,
        of account: AccountID,
        since moment: Timestamp,
    ) async throws(StoreError) -> RepeatedRequest?

    /// Keeps the answer of an attempt; its body only where it is small, or where the account's large ones have room.
    /// - Throws: ``StoreError/Code/superseded`` where another attempt was noted under the key.
    func keep(_ answer: KeptAnswer, of attempt: RequestAttempt) async throws(StoreError)

    /// Forgets requests from before a moment.
    /// - Returns: how many, at most 1,000.
    func forgetRequests(before moment: Timestamp) async throws(StoreError) -> Int
}

/// How a request was answered.
package struct KeptAnswer: Sendable, Hashable {
    /// Bodies longer than this count as large.
    package static let largeBytes = 65_536
    /// What the large bodies of one account may take together.
    package static let largeBytesPerAccount = 256 << 20

    /// The status.
    package let status: Int
    /// The header fields, a line each: name, colon, value.
    package let fields: String
    /// The body, sealed; nil where it is not kept.
    package let body: [UInt8]?

    /// Puts an answer together.
    package init(status: Int, fields: String, body: [UInt8]?) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// A request that made something or was answered.
package struct RepeatedRequest: Sendable, Hashable {
    /// The SHA-256 of method, path and body.
    package let fingerprint: [UInt8]
    /// What it made; nil where that is not known.
    package let made: MadeThing?
    /// How it was answered; nil where it was cut off before.
    package let answer: KeptAnswer?

    /// Puts a request together.
    package init(fingerprint: [UInt8], made: MadeThing?, answer: KeptAnswer?) {
        self.fingerprint = fingerprint
        self.made = made
        self.answer = answer
    }
}
