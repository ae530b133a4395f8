// SPDX-License-Identifier: Apache-2.0

/// How the scans of a code are led to more than its one destination, and told apart.
package struct Routing: Sendable, Hashable {
    /// Tried in order; the first that holds decides.
    package var rules: [Rule] = []
    /// Where scans lead for which no rule holds; empty for the code's destination.
    package var variants: [Variant] = []
    /// Tags for every destination that has none of its own; nil for none.
    package var utm: CampaignTags?
    /// The places where the code is printed, which `?source=` tells apart.
    package var sources: [String] = []

    /// The most sources of one code.
    package static let mostSources = 6
    /// The longest name of a source, in bytes.
    package static let longestSource = 64

    /// Makes a routing; by default the plain one.
    package init(
        rules: [Rule] = [],
        variants: [Variant] = [],
        utm: CampaignTags? = nil,
        sources: [String] = [],
    ) {
        self.rules = rules
        self.variants = variants
        self.utm = utm
        self.sources = sources
    }

    /// Whether there is nothing but the code's destination.
    package var isPlain: Bool { self == Routing() }

    /// Takes what a request names; what it does not name stays.
    mutating func read(_ fields: inout FieldReader, refusing hosts: OwnHosts, isStored: Bool = false) {
        if fields.has("rules") {
            rules =
                fields.objects("rules", atMost: Rule.maximumCount) { fields in
                    Rule(&fields, refusing: hosts, isStored: isStored)
                } ?? []
        }
        if fields.has("variants") { variants = Variant.list(&fields, refusing: hosts) }
        if let given = fields.given("utm") {
            let kept = given == .null ? .object([:]) : utm?.json ?? .object([:])
            utm = fields.tags("utm", mergedInto: kept)
        }
        if fields.has("sources") { sources = Self.sources(&fields) }
    }

    private static func sources(_ fields: inout FieldReader) -> [String] {
        let texts = fields.strings("sources", atMost: mostSources, maximum: longestSource) ?? []
        var names: [String] = []
        for (index, text) in texts.enumerated() {
            if !isSource(text) {
                let detail = "entry \(index) of sources has no text, or control characters or line breaks"
                fields.fault("sources", entry: index, detail)
            } else if names.contains(text) {
                let detail = "entry \(index) of sources is \"\(text)\", which is named before"
                fields.fault("sources", entry: index, detail)
            } else {
                names.append(text)
            }
        }
        return names
    }

    /// Whether a text names a place: anything that can be printed on a line, and that can be seen.
    private static func isSource(_ text: String) -> Bool {
        let breaks: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
        return !text.allSatisfy(\.isWhitespace)
            && !text.unicodeScalars.contains { breaks.contains($0.properties.generalCategory) }
    }

    /// The members that say it, as ``read(_:refusing:isStored:)`` takes them; what is plain is left out.
    package var members: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if !rules.isEmpty { members["rules"] = .array(rules.map(\.json)) }
        if !variants.isEmpty { members["variants"] = .array(variants.map(\.json)) }
        members["utm"] = utm?.json
        if !sources.isEmpty { members["sources"] = .array(sources.map { .string($0) }) }
        return members
    }

    /// Takes what a store kept, see ``members``.
    /// - Returns: nil where the members say what no version of the rules allowed.
    package init?(stored members: [String: JSONValue]) {
        self.init()
        var fields = FieldReader(members)
        // Hosts of today do not matter: a destination was checked when it was written.
        read(&fields, refusing: OwnHosts(publicURLs: []), isStored: true)
        do {
            try fields.finish()
        } catch {
            return nil
        }
    }
}
