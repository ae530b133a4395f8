// SPDX-License-Identifier: Apache-2.0

package import Codes
import Crypto
import Dispatch
import Foundation
import Scans
import Synchronization

/// Lets those scanners through who know a code's password, and remembers them for a while by a signed cookie.
package final class PasswordGate: Sendable {
    /// What came of an answer.
    enum Verdict: Sendable, Hashable {
        case right
        case wrong
        /// To be tried again after that many seconds; nothing was checked.
        case later(Int)
    }

    /// How long a cookie is good for, in seconds.
    static let lifetime: Int64 = 600
    /// The most answers that wait for their check.
    private static let mostWaiting = 16

    private let key: SymmetricKey
    private let isSecure: Bool
    private let limiter = Mutex(AttemptLimiter())
    private let waiting = Atomic<Int>(0)
    /// One check at a time, away from event loops: each takes a core for 80 ms and 32 MiB.
    private let checks = DispatchQueue(label: "waymark.passwords")

    /// Makes a gate.
    /// - Parameters:
    ///   - secret: the server's secret; cookies signed with another are worth nothing.
    ///   - isSecure: whether the server is reached over https, so that the cookie is never sent without it.
    package init(secret: ServerSecret, isSecure: Bool) {
        key = secret.key(for: "scan cookies")
        self.isSecure = isSecure
    }

    /// Checks a password; the attempt is counted first.
    func check(_ password: String, for code: Code, from address: IPAddress, at moment: Moment) async -> Verdict {
        let wait = limiter.withLock { $0.attempt(on: code.number, from: address, at: moment.uptime) }
        if let wait { return .later(wait) }
        guard let hash = code.settings.password?.hash, password.utf8.count <= 4 * PasswordHash.lengths.upperBound
        else { return .wrong }
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            return .later(2)
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        return await withCheckedContinuation { continuation in
            checks.async { continuation.resume(returning: hash.fits(password) ? .right : .wrong) }
        }
    }

    /// The `Set-Cookie` that lets a scanner pass for a while, at this code's address only.
    func cookie(for code: Code, at moment: Moment) -> String {
        let expiry = moment.wall.milliseconds / 1_000 + Self.lifetime
        let value = signed(expiry, for: code)
        let attributes = "Max-Age=\(Self.lifetime); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
        return "\(name(of: code))=\(value); Path=/; \(attributes)"
    }

    /// Whether the cookies of a request hold one that lets it pass.
    func lets(_ cookies: String, pass code: Code, at moment: Moment) -> Bool {
        let name = name(of: code) + "="
        for cookie in cookies.prefix(8_192).split(separator: ";") {
            let trimmed = cookie.drop { $0 == " " }
            guard trimmed.hasPrefix(name) else { continue }
            let given = Array(trimmed.utf8.dropFirst(name.utf8.count))
            guard let expiry = Int64(String(decoding: given.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)),
                moment.wall.milliseconds / 1_000 < expiry
            else { continue }
            // Whole and byte for byte, in the same time whatever is wrong: one cookie has one spelling.
            let expected = Array(signed(expiry, for: code).utf8)
            if given.count == expected.count, zip(given, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 {
                return true
            }
        }
        return false
    }

    /// Names the code by its id: one browser may hold the cookies of several.
    private func name(of code: Code) -> String { "waymark_\(code.id.text)" }

    private func signed(_ expiry: Int64, for code: Code) -> String { "\(expiry).\(signature(code, expiry))" }

    /// Signs the hash too: a new password makes old cookies worthless.
    private func signature(_ code: Code, _ expiry: Int64) -> String {
        let text = "\(code.id.text) \(expiry) \(code.settings.password?.hash?.text ?? "")"
        let mac = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        return mac.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
