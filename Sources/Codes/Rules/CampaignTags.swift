// SPDX-License-Identifier: Apache-2.0

/// The `utm_…` parameters that are added to a destination, so that its own statistics know the printed code.
package struct CampaignTags: Sendable, Hashable {
    /// The values by the short names of ``names``; never empty.
    package let values: [String: String]

    /// The parameters without `utm_`, in the order in which they are added.
    package static let names = ["source", "medium", "campaign", "term", "content"]

    /// Makes tags from values by their short names; nil where there is none.
    package init?(_ values: [String: String]) {
        guard !values.isEmpty else { return nil }
        self.values = values
    }

    /// The parameters that an address does not have yet, as they stand in a query: what the owner wrote into the
    /// destination is not overridden, in whichever characters its name is percent-encoded.
    package func parameters(missingIn location: String) -> String {
        let query = location.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let known = Set(query.split(separator: "&").map { PercentEncoding.decode($0.prefix { $0 != "=" }.utf8) })
        let missing = Self.names.compactMap { name -> String? in
            guard let value = values[name], !known.contains(Array("utm_\(name)".utf8)) else { return nil }
            return "utm_\(name)=\(PercentEncoding.encode(value))"
        }
        return missing.joined(separator: "&")
    }

    /// Reads an object of tags; nil where it names none.
    init?(_ fields: inout FieldReader) {
        var values: [String: String] = [:]
        for name in Self.names {
            guard let text = fields.string(name, maximum: 128), !text.isEmpty else { continue }
            if text.containsControlCharacter { fields.fault(name, "\(name) has control characters") }
            values[name] = text
        }
        self.init(values)
    }

    /// The tags as ``init(_:)-(FieldReader)`` reads them.
    package var json: JSONValue { .object(values.mapValues { .string($0) }) }
}
