// SPDX-License-Identifier: Apache-2.0

/// The tags of an `If-Match` or `If-None-Match` header (RFC 9110 section 13.1).
struct EntityTags: Equatable {
    /// Whether the header is `*`: whatever there is.
    private(set) var isAny = false
    /// The tags with their quotes, without the mark of weak ones.
    private(set) var opaque: [String] = []
    /// Those of them that are strong, which alone count for `If-Match` (section 8.8.3.2).
    private(set) var strong: [String] = []

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
            let tag = String(rest[open...close])
            opaque.append(tag)
            if !rest[..<open].hasSuffix("W/") { strong.append(tag) }
            rest = rest[rest.index(after: close)...]
        }
    }

    /// Whether a tag is among them, weak or strong: the comparison of `If-None-Match`.
    func contains(_ tag: String) -> Bool { isAny || opaque.contains(tag) }
}
