// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The secret that a webhook's messages are signed with, as Standard Webhooks 1.0 writes it: `whsec_` and base 64.
package struct WebhookSecret: Sendable, Hashable {
    private static let prefix = "whsec_"
    /// 256 bits; the standard asks for 192 to 512.
    private static let length = 32

    /// The key itself.
    let bytes: [UInt8]

    /// Makes a new secret from the system's cryptographic source.
    package init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Reads a secret; nil where the text is none.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            !data.isEmpty
        else { return nil }
        bytes = Array(data)
    }

    /// The secret as its owner is shown it.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }
}
