// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// Seals destinations at rest with AES-256-GCM (NIST SP 800-38D), under a key derived from the server's secret.
package struct Vault: Sendable {
    private static let version = "v1."

    private let key: SymmetricKey

    /// Makes a vault; whoever has another secret opens nothing of it.
    package init(secret: ServerSecret) { key = secret.key(for: "sealing") }

    /// The payload as ciphertext, bound to the code's id: it opens for no other code.
    /// - Returns: nil where the system gives no random nonce.
    package func seal(_ payload: Payload, of id: CodeID) -> Payload? {
        let box = try? AES.GCM.seal(Data(payload.text.utf8), using: key, authenticating: Data(id.text.utf8))
        guard let sealed = box?.combined else { return nil }
        return Payload(stored: payload.type, text: Self.version + sealed.base64EncodedString(), isSealed: true)
    }

    /// The payload in clear.
    /// - Returns: nil where it was sealed with another secret or for another code, or was changed.
    package func open(_ payload: Payload, of id: CodeID) -> Payload? {
        guard payload.isSealed else { return payload }
        guard payload.text.hasPrefix(Self.version),
            let data = Data(base64Encoded: String(payload.text.dropFirst(Self.version.count))),
            let box = try? AES.GCM.SealedBox(combined: data),
            let text = try? AES.GCM.open(box, using: key, authenticating: Data(id.text.utf8))
        else { return nil }
        return Payload(stored: payload.type, text: String(decoding: text, as: UTF8.self))
    }
}
