// SPDX-License-Identifier: Apache-2.0

/// Reads user agents by the rules of uap-core, as its specification says: the first rule that matches is the answer.
///
/// Confined to one task at a time: patterns are compiled when they are first tried. The work is bounded, whatever is sent:
/// see ``longestText`` and ``PatternMatcher``.
package final class UserAgentParser {
    /// The most bytes of a user agent that are looked at.
    package static let longestText = 512

    private let matcher: PatternMatcher?
    private let browsers: RuleList
    private let systems: RuleList
    private let devices: RuleList

    /// Takes the rules; the built-in ones by default.
    package init(rules: UserAgentRules = .bundled) {
        matcher = PatternMatcher()
        browsers = RuleList(rules.rules(of: .browser))
        systems = RuleList(rules.rules(of: .system))
        devices = RuleList(rules.rules(of: .device))
    }

    /// What a user agent says.
    package func parse(_ userAgent: String) -> UserAgent {
        let text = UserAgentText(userAgent)
        return UserAgent(browser: browser(of: text), system: system(of: text), device: device(of: text))
    }

    func browser(of text: UserAgentText) -> UserAgent.Product { product(of: text, browsers, groups: [1, 2, 3, 4]) }

    func system(of text: UserAgentText) -> UserAgent.Product { product(of: text, systems, groups: [1, 2, 3, 4, 5]) }

    func device(of text: UserAgentText) -> UserAgent.Device {
        let match = firstMatch(of: text, devices)
        return UserAgent.Device(
            family: match?.part(0, group: 1) ?? "Other",
            brand: match?.part(1, group: nil),
            model: match?.part(2, group: 1),
        )
    }

    private func product(of text: UserAgentText, _ list: RuleList, groups: [Int]) -> UserAgent.Product {
        let match = firstMatch(of: text, list)
        let parts = groups.enumerated().map { part, group in match?.part(part, group: group) }
        return UserAgent.Product(family: parts[0] ?? "Other", version: Array(parts.dropFirst()))
    }

    private func firstMatch(of text: UserAgentText, _ list: RuleList) -> RuleMatch? {
        matcher.flatMap { list.firstMatch(in: text, with: $0) }
    }
}

/// The part of a user agent that is looked at.
struct UserAgentText {
    let bytes: [UInt8]
    let grams: TextGrams

    init(_ userAgent: String) {
        bytes = Array(userAgent.utf8.prefix(UserAgentParser.longestText))
        grams = TextGrams(of: bytes)
    }
}
