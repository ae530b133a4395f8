// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// Seals kept answers at rest with AES-256-GCM, as they may hold what is shown once: the secrets of keys and webhooks.
package struct AnswerSeal: Sendable {
    private let key: SymmetricKey

    /// Makes a seal; whoever has another secret opens nothing of it.
    package init(secret: ServerSecret) { key = secret.key(for: "kept answers") }

    /// The bytes as ciphertext, bound to the request that they answer: they open for no other.
    /// - Returns: nil where the system gives no random nonce.
    package func seal(_ bytes: [UInt8], of request: String) -> [UInt8]? {
        (try? AES.GCM.seal(bytes, using: key, authenticating: Data(request.utf8)))?.combined.map { Array($0) }
    }

    /// The bytes in clear.
    /// - Returns: nil where they were sealed with another secret or for another request, or were changed.
    package func open(_ sealed: [UInt8], of request: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: key, authenticating: Data(request.utf8))).map { Array($0) }
    }
}
