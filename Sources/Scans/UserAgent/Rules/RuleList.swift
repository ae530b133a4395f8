// SPDX-License-Identifier: Apache-2.0

/// Rules in the order in which they are tried.
final class RuleList {
    private let rules: [UserAgentRule]
    private let required: RequiredTexts
    /// Compiled when a user agent first has what a rule requires, which most rules never see.
    private var patterns: [Compilation]

    private enum Compilation {
        case pending
        case done(CompiledPattern?)
    }

    init(_ rules: [UserAgentRule]) {
        self.rules = rules
        required = RequiredTexts(rules.map { RequiredText(ofPattern: $0.pattern) })
        patterns = Array(repeating: .pending, count: rules.count)
    }

    /// The answer of the first rule that matches.
    /// - Parameters:
    ///   - text: the user agent.
    ///   - matcher: where the matching happens.
    /// - Returns: nil where no rule matches.
    func firstMatch(in text: UserAgentText, with matcher: PatternMatcher) -> RuleMatch? {
        var start = 0
        while let index = required.firstCandidate(from: start, in: text.grams) {
            if let pattern = pattern(index), let groups = matcher.groups(of: pattern, in: text.bytes) {
                return RuleMatch(rule: rules[index], groups: groups)
            }
            start = index + 1
        }
        return nil
    }

    private func pattern(_ index: Int) -> CompiledPattern? {
        if case .done(let pattern) = patterns[index] { return pattern }
        let pattern = CompiledPattern(rules[index].pattern, isCaseless: rules[index].isCaseless)
        patterns[index] = .done(pattern)
        return pattern
    }
}

/// A rule that matched, and what its groups stand for.
struct RuleMatch {
    let rule: UserAgentRule
    /// The whole match, then the groups.
    let groups: [String?]

    /// A part of the answer, without blanks around it.
    /// - Parameters:
    ///   - part: its index among the rule's templates.
    ///   - group: the group that is meant where the rule has no template for the part.
    /// - Returns: nil where nothing is said.
    func part(_ part: Int, group: Int?) -> String? {
        let text = rule.templates[part].map(filled) ?? group.flatMap(text(ofGroup:)) ?? ""
        let trimmed = text.drop { $0 == " " }
        guard let last = trimmed.lastIndex(where: { $0 != " " }) else { return nil }
        return String(trimmed[...last])
    }

    private func text(ofGroup group: Int) -> String? { group < groups.count ? groups[group] : nil }

    /// The template with the text of groups in the place of `$1` to `$9`.
    private func filled(_ template: String) -> String {
        guard template.contains("$") else { return template }
        var filled = ""
        var rest = Substring(template)
        while let sign = rest.firstIndex(of: "$") {
            filled += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            guard let digit = rest.first?.wholeNumberValue, digit > 0 else {
                filled += "$"
                continue
            }
            filled += text(ofGroup: digit) ?? ""
            rest.removeFirst()
        }
        return filled + rest
    }
}
