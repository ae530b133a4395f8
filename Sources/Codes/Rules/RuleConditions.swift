// SPDX-License-Identifier: Apache-2.0

/// What has to be true of a scan for a rule to hold: everything that is said here.
///
/// An empty list says nothing.
package struct RuleConditions: Sendable, Hashable {
    /// One of these devices.
    package var devices: [DeviceKind] = []
    /// One of these operating systems.
    package var systems: [SystemFamily] = []
    /// One of these languages is the one that the scanner likes best: lower case, such as `fr` or `pt-br`.
    package var languages: [String] = []
    /// One of these countries: ISO 3166 alpha-2, such as `FR`.
    package var countries: [String] = []
    /// A time.
    package var window: TimeWindow?

    /// The most entries of one list.
    static let mostEntries = 60

    /// Makes conditions; by default none.
    package init(
        devices: [DeviceKind] = [],
        systems: [SystemFamily] = [],
        languages: [String] = [],
        countries: [String] = [],
        window: TimeWindow? = nil,
    ) {
        self.devices = devices
        self.systems = systems
        self.languages = languages
        self.countries = countries
        self.window = window
    }

    /// Whether nothing is asked for.
    package var isEmpty: Bool { self == RuleConditions() }

    /// Reads the fields of a rule that are conditions.
    ///
    /// Where a store kept them, any letters are a country: a printed code must not stop for what was allowed once.
    init(_ fields: inout FieldReader, isStored: Bool = false) {
        devices = Self.choices(&fields, "device")
        systems = Self.choices(&fields, "os")
        languages = Self.list(&fields, "language") { text in Self.language(text) }
        countries = Self.list(&fields, "country", allowed: Self.allowedCountries) { text in
            Self.country(text).flatMap { isStored || Self.isAssigned($0) ? $0 : nil }
        }
        if let members = fields.object("time") {
            var inner = FieldReader(members, at: fields.pointer("time"))
            window = TimeWindow(&inner)
            fields.finish(&inner)
        }
    }

    /// The conditions as members of a rule.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        func add(_ name: String, _ texts: [String]) {
            if !texts.isEmpty { members[name] = .array(texts.map { .string($0) }) }
        }
        add("device", devices.map(\.rawValue))
        add("os", systems.map(\.rawValue))
        add("language", languages)
        add("country", countries)
        members["time"] = window?.json
        return members
    }

    private static func choices<Choice>(_ fields: inout FieldReader, _ name: String) -> [Choice]
    where Choice: RawRepresentable<String> & CaseIterable {
        let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return list(&fields, name, allowed: allowed) { Choice(rawValue: $0.lowercased()) }
    }

    private static func list<Value>(
        _ fields: inout FieldReader,
        _ name: String,
        allowed: String? = nil,
        _ read: (String) -> Value?,
    ) -> [Value] {
        guard let texts = fields.oneOrMore(name, atMost: mostEntries, maximum: 32) else { return [] }
        if texts.isEmpty { fields.fault(name, "\(name) is empty; name at least one, or leave it out") }
        return fields.entries(name, texts, allowed: allowed, read)
    }

    /// A language of BCP 47 with at most one subtag, which is as much as browsers send.
    private static func language(_ text: String) -> String? {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (2...3).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(isLetter),
            parts.dropFirst().allSatisfy({ (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Base62.isSlugByte) })
        else { return nil }
        return parts.joined(separator: "-")
    }

    private static func country(_ text: String) -> String? {
        let code = text.lowercased()
        return code.utf8.count == 2 && code.utf8.allSatisfy(isLetter) ? code.uppercased() : nil
    }

    private static let allowedCountries = "codes of countries by ISO 3166-1 alpha-2, such as FR"

    private static func isAssigned(_ code: String) -> Bool {
        guard let first = code.utf8.first, let second = code.utf8.last else { return false }
        return AssignedCountries.contains(first, second)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
}
