// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The cache's answer to a request.
public struct CachedImage: Hashable, Sendable {
    /// Whether a request cost a rendering.
    public enum Outcome: String, Hashable, Sendable {
        /// It did not: the picture was there, or already in the making for somebody else.
        case hit = "HIT"
        /// It did.
        case miss = "MISS"
    }

    /// The picture.
    public let image: RenderedImage
    /// A strong entity tag in quotes, for the `ETag` header: equal exactly when the bytes are.
    public let entityTag: String
    /// Whether the request cost a rendering; the raw value is the text for an `X-…-Cache` header.
    public let outcome: Outcome

    init(_ tagged: TaggedImage, outcome: Outcome) {
        image = tagged.image
        entityTag = tagged.entityTag
        self.outcome = outcome
    }
}

/// A picture with the hash of its content.
package struct TaggedImage: Hashable, Sendable {
    /// The picture.
    let image: RenderedImage
    /// The strong entity tag of its bytes, in quotes.
    let entityTag: String

    /// Takes the first 128 bits of SHA-256: nobody finds two pictures with the same tag.
    init(_ image: RenderedImage) {
        let digits = Array("0123456789abcdef")
        let digest = SHA256.hash(data: image.bytes).prefix(16)
        self.image = image
        entityTag = "\"" + String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }) + "\""
    }
}
