// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The secret of a key: shown once when it is made, then known to its holder only.
package struct KeySecret: Sendable {
    /// The secret: `wm_` and 32 base-62 characters (190 bits).
    package let text: String

    /// How many characters of the secret lists may show.
    package static let prefixLength = 9

    /// Makes a new secret from a cryptographic source.
    package init(using generator: inout some RandomNumberGenerator) {
        text = "wm_" + Base62.random(count: 32, using: &generator)
    }

    /// Takes what a caller presented; any text is a candidate, at most 256 bytes long.
    package init?(presented text: String) {
        guard (1...256).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    /// The visible first characters.
    package var prefix: String { String(text.prefix(Self.prefixLength)) }

    /// The SHA-256 of the secret.
    ///
    /// Secrets are random, so that a fast hash is enough: there is no word list to try.
    package var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
