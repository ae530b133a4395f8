// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// Signs links that are fetched without a key: whoever was given one may fetch it, and nobody makes another from it.
///
/// Nothing is stored: a link is good as long as the server keeps its secret.
package struct LinkSigner: Sendable {
    private let key: SymmetricKey

    /// Makes a signer; whoever has another secret accepts none of its links.
    package init(secret: ServerSecret) { key = secret.key(for: "image links") }

    /// The signature of the link to a code's picture: 128 bits of HMAC-SHA-256 in the alphabet of URLs.
    package func signature(of id: CodeID) -> String {
        Data(mac(of: id).prefix(16)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Whether a signature is this signer's; takes the same time wherever a wrong one differs.
    package func accepts(_ signature: String, of id: CodeID) -> Bool {
        let (given, wanted) = (Array(signature.utf8), Array(self.signature(of: id).utf8))
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func mac(of id: CodeID) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(id.text.utf8), using: key))
    }
}
