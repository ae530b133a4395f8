// SPDX-License-Identifier: Apache-2.0

/// A web address that identifies a thing by GS1's keys (GS1 Digital Link Standard: URI Syntax, uncompressed).
///
/// `https://id.gs1.org/01/09506000134352/10/ABC?17=261231`: the key and its qualifiers in the path, in their order, and
/// attributes in the query.
package struct GS1DigitalLink: Sendable, Hashable {
    /// Scheme, host and leading path, without a slash at the end.
    let stem: String
    /// The key and its qualifiers, in the order of the path.
    let path: [GS1Element]
    /// The attributes, in the order of the query.
    let attributes: [GS1Element]
    /// The rest of the query and the fragment, as they were written; may be empty.
    private let tail: Tail

    /// What of an address GS1 gives no meaning to.
    struct Tail: Sendable, Hashable {
        var parameters: [String] = []
        /// With its `#`.
        var fragment = ""
    }

    /// The resolver that a link leads to where no other is named.
    static let defaultStem = "https://id.gs1.org"

    /// Puts elements in their places.
    init(_ elements: GS1ElementString, stem: String, tail: Tail = .init()) throws(GS1Element.Refusal) {
        let elements = elements.elements
        guard let key = elements.first(where: { GS1Key.qualifiers[$0.identifier.code] != nil }) else {
            throw .init(detail: "data has no identification key; one of the AIs \(GS1Key.allowed) is required")
        }
        let rows = GS1Key.qualifiers[key.identifier.code] ?? []
        let codes = Set(elements.map(\.identifier.code))
        let rowsInUse = rows.filter { !codes.isDisjoint(with: $0) }
        guard rowsInUse.count <= 1 else {
            let names = rowsInUse.map { $0.joined(separator: ", ") }.joined(separator: " or ")
            throw .init(detail: "\(key.identifier.name) may be qualified by the AIs \(names), not by both")
        }
        let row = rowsInUse.first ?? []
        let qualifiers = row.compactMap { code in elements.first { $0.identifier.code == code } }
        if key.identifier.code == "415", qualifiers.isEmpty {
            throw .init(detail: "\(key.identifier.name) must be followed by AI 8020 (REF No.)")
        }
        self.stem = stem
        self.tail = tail
        path = [key] + qualifiers
        attributes = elements.filter { $0 != key && !row.contains($0.identifier.code) }
        for attribute in attributes where GS1Key.qualifiers[attribute.identifier.code] != nil {
            throw .init(
                detail: "\(attribute.identifier.name) cannot stand beside \(key.identifier.name): a link has one key")
        }
    }

    /// The address.
    package var uri: String {
        let path = path.map { "/\($0.identifier.code)/\(PercentEncoding.encode($0.value))" }.joined()
        let query = attributes.map { "\($0.identifier.code)=\(PercentEncoding.encode($0.value))" } + tail.parameters
        return stem + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&")) + tail.fragment
    }

    /// The same elements as a GS1 symbol holds them.
    package var elementString: GS1ElementString {
        get throws(CodeError) {
            do throws(GS1Element.Refusal) {
                return try GS1ElementString(path + attributes)
            } catch {
                throw .invalid("", error.detail)
            }
        }
    }
}
