// SPDX-License-Identifier: Apache-2.0

/// The short id of a code: what `/r/{id}` carries and the only identifier that the API shows.
///
/// Either eight base-62 characters from a cryptographic source, or a slug that the caller chose.
/// An id is never given twice, not even after its code was deleted: print outlives rows.
package struct CodeID: Sendable, Hashable, CustomStringConvertible {
    /// The id's characters: 3 to 64 of `A–Z a–z 0–9 _ -`.
    package let text: String

    /// How many characters a generated id has: 62^8 is 2.2 × 10^14 ids, too many to walk through.
    package static let generatedLength = 8

    /// Reads an id from a path or a store.
    /// - Returns: nil when `text` cannot be an id, so that no lookup is needed.
    package init?(_ text: some StringProtocol) {
        guard Self.isWellFormed(text) else { return nil }
        self.text = String(text)
    }

    /// Reads an id in either form in which callers name a code: as it is printed, or with `qr_` in front.
    ///
    /// No printed id begins with `qr_`, so that both forms are told apart.
    /// - Returns: nil when `text` cannot be an id.
    package init?(reference text: some StringProtocol) {
        self.init(text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text[...])
    }

    /// What stands before the printed id in the ids of the Qrius API.
    package static let prefix = "qr_"

    /// The id as the Qrius API shows it.
    package var prefixed: String { Self.prefix + text }

    /// Takes the slug that a caller chose.
    /// - Throws: ``CodeError/invalid(_:)`` at `pointer` when the form is wrong or the word is reserved.
    package init(slug: String, at pointer: String = "/slug") throws(CodeError) {
        guard Self.isWellFormed(slug) else {
            throw .invalid(pointer, "slug must be 3 to 64 characters of A-Z, a-z, 0-9, _ and -")
        }
        guard !slug.hasPrefix(Self.prefix) else {
            throw .invalid(pointer, "slug must not begin with \(Self.prefix), which marks ids")
        }
        guard !ReservedSlugs.contains(slug) else {
            throw .invalid(pointer, "slug \"\(slug)\" is reserved; choose another word")
        }
        self.text = slug
    }

    /// Makes a new id.
    /// - Parameter generator: a cryptographic source, so that ids cannot be guessed from one another.
    package init(using generator: inout some RandomNumberGenerator) {
        text = Base62.random(count: Self.generatedLength, using: &generator)
    }

    /// The id's characters.
    package var description: String { text }

    private static func isWellFormed(_ text: some StringProtocol) -> Bool {
        (3...64).contains(text.utf8.count) && text.utf8.allSatisfy(Base62.isSlugByte)
    }
}
