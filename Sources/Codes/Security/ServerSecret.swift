// SPDX-License-Identifier: Apache-2.0

package import Crypto
import Foundation

/// The one secret of a server, from which the keys for sealing and signing are derived (HKDF, RFC 5869).
package struct ServerSecret: Sendable {
    private let key: SymmetricKey

    /// The shortest text that an operator may choose, in bytes.
    package static let shortest = 16

    /// Takes the operator's text, or what was generated.
    package init(_ text: String) { key = SymmetricKey(data: Data(text.utf8)) }

    /// A new secret of 256 bits, in base 64.
    package static func generate() -> String {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Data($0).base64EncodedString() }
    }

    /// The key of 256 bits for one purpose; knowing one says nothing about the others.
    package func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("waymark \(purpose)".utf8), outputByteCount: 32)
    }
}
