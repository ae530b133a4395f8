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
        seal(payload.text, for: id.text).map { Payload(stored: payload.type, text: $0, isSealed: true) }
    }

    /// The payload in clear.
    /// - Returns: nil where it was sealed with another secret or for another code, or was changed.
    package func open(_ payload: Payload, of id: CodeID) -> Payload? {
        guard payload.isSealed else { return payload }
        return open(payload.text, for: id.text).map { Payload(stored: payload.type, text: $0) }
    }

    /// A text as ciphertext, bound to its owner: it opens for no other.
    /// - Parameters:
    ///   - text: the text.
    ///   - owner: what the text belongs to: the id of a code, or anything with a space, which no such id has.
    /// - Returns: nil where the system gives no random nonce.
    package func seal(_ text: String, for owner: String) -> String? {
        let box = try? AES.GCM.seal(Data(text.utf8), using: key, authenticating: Data(owner.utf8))
        return box?.combined.map { Self.version + $0.base64EncodedString() }
    }

    /// A text in clear.
    /// - Returns: nil where it was sealed with another secret or for another owner, or was changed.
    package func open(_ sealed: String, for owner: String) -> String? {
        guard sealed.hasPrefix(Self.version),
            let data = Data(base64Encoded: String(sealed.dropFirst(Self.version.count))),
            let box = try? AES.GCM.SealedBox(combined: data),
            let text = try? AES.GCM.open(box, using: key, authenticating: Data(owner.utf8))
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
