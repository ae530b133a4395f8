// SPDX-License-Identifier: Apache-2.0

/// The tags of an `If-Match` or `If-None-Match` header (RFC 9110 section 13.1).
struct EntityTags: Equatable {
    /// Whether the header is `*`: whatever there is.
    private(set) var isAny = false
    /// The tags with their quotes, without the mark of weak ones.
    private(set) var opaque: [String] = []

    /// Reads a header.
    ///
    /// What is no tag is passed over; it matches nothing.
    init(_ header: String) {
        guard header.trimmingSpaces != "*" else {
            isAny = true
            return
        }
        // A tag may hold commas, so that the quotes decide where it ends.
        var rest = header[...]
        while let open = rest.firstIndex(of: "\"") {
            let content = rest[rest.index(after: open)...]
            guard let close = content.firstIndex(of: "\"") else { return }
            opaque.append(String(rest[open...close]))
            rest = rest[rest.index(after: close)...]
        }
    }

    /// Whether a tag is among them, weak or strong: the comparison of `If-None-Match`.
    func contains(_ tag: String) -> Bool { isAny || opaque.contains(tag) }
}
