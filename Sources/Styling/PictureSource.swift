// SPDX-License-Identifier: Apache-2.0

/// Where a logo or a background picture comes from.
package enum PictureSource: Hashable, Sendable {
    /// A picture in the request itself, as a `data:` URI (RFC 2397).
    case data(String)
    /// A picture elsewhere, by its `http` or `https` address.
    case address(String)
    /// A picture that is kept here, by the digest of its file: 64 hexadecimal digits.
    case kept(String)

    /// What may be given, in words for a message.
    package static let allowed = "an http or https URL, or a data: URI of a PNG, JPEG, WebP or GIF picture"
    /// What the name of a kept picture begins with.
    static let keptPrefix = "picture:"
    /// The most bytes of an address.
    static let addressLimit = 2_048

    /// Reads a source; letters of the scheme of either case.
    ///
    /// - Parameter text: The source as a caller gives it; nil when it has none of the forms.
    package init?(_ text: String) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        switch scheme {
        case "data": self = .data(text)
        case "http", "https":
            guard text.utf8.count <= Self.addressLimit else { return nil }
            self = .address(text)
        case "picture":
            let digest = text.dropFirst(Self.keptPrefix.count)
            guard digest.utf8.count == 64, digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
            else { return nil }
            self = .kept(String(digest))
        default: return nil
        }
    }

    /// Whether it is kept here.
    package var isKept: Bool {
        if case .kept = self { true } else { false }
    }

    /// The source as it stands in a stored style.
    package var text: String {
        switch self {
        case .data(let text), .address(let text): text
        case .kept(let digest): Self.keptPrefix + digest
        }
    }
}
