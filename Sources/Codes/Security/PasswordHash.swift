// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt (RFC 7914) with a salt of its own.
package struct PasswordHash: Sendable, Hashable {
    /// `scrypt`, the three parameters, the salt and the key, separated by `$`; salt and key in base 64.
    package let text: String

    /// How many characters a password may have.
    package static let lengths = 4...128

    /// OWASP's least memory for scrypt, 32 MiB: some 80 ms of one core for each guess.
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1

    /// Takes what a store kept.
    package init(stored text: String) { self.text = text }

    /// Takes what an export holds; nil for anything that hashing here would not have made.
    ///
    /// The parameters have to be these: they are what checking a guess costs the server.
    package init?(exported text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        let numbers = [Self.rounds, Self.blockSize, Self.parallelism].map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", Array(parts[1...3]) == numbers,
            Data(base64Encoded: parts[4])?.count == 16, Data(base64Encoded: parts[5])?.count == 32
        else { return nil }
        self.text = text
    }

    /// Hashes a password; takes some 80 ms and 32 MiB, so not on an event loop.
    package init(hashing password: String) {
        let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        let key = Self.key(password, salt, Self.rounds, Self.blockSize, Self.parallelism) ?? Data()
        let numbers = "\(Self.rounds)$\(Self.blockSize)$\(Self.parallelism)"
        text = "scrypt$\(numbers)$\(salt.base64EncodedString())$\(key.base64EncodedString())"
    }

    /// Whether a password is the one; takes as long as hashing it.
    ///
    /// What is no hash of this form fits no password.
    package func fits(_ password: String) -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Data(base64Encoded: parts[4]),
            let expected = Data(base64Encoded: parts[5]), expected.count == 32,
            let key = Self.key(password, salt, rounds, blockSize, parallelism)
        else { return false }
        // Every byte is looked at, so that the time says nothing about how much was right.
        return zip(key, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func key(
        _ password: String,
        _ salt: Data,
        _ rounds: Int,
        _ blockSize: Int,
        _ parallelism: Int,
    ) -> Data? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Data(password.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: rounds,
            blockSize: blockSize,
            parallelism: parallelism,
        )
        return key.map { key in unsafe key.withUnsafeBytes { unsafe Data($0) } }
    }
}
