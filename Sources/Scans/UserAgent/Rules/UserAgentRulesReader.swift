// SPDX-License-Identifier: Apache-2.0

/// Reads the YAML that uap-core's `regexes.yaml` is written in, line by line, and nothing else of YAML.
///
/// That is: comments; the names of lists at the margin; rules that begin with `- regex:`; and their further keys, indented.
/// Values stand in single or double quotes, on one line, without a quote or an escape of YAML's in them.
struct UserAgentRulesReader {
    /// What can be wrong with a line.
    enum Fault: String, Error, Sendable {
        case unknownList = "a list that is none of user_agent_parsers, os_parsers and device_parsers"
        case noList = "a rule outside a list"
        case noRule = "a key outside a rule"
        case unknownKey = "a key that rules of this list do not have"
        case badValue = "a value that is not in single or double quotes on one line, without quotes inside"
        case unknownFlag = "a flag other than 'i'"
    }

    /// The rules so far, by list.
    private(set) var lists: [UserAgentRule.Aspect: [UserAgentRule]] = [:]
    private var aspect: UserAgentRule.Aspect?

    /// Takes in a line.
    mutating func read(_ line: Substring) throws(Fault) {
        let text = line.drop { $0 == " " }
        if text.isEmpty || text.hasPrefix("#") { return }
        if text.startIndex == line.startIndex {
            guard text.hasSuffix(":"), let list = UserAgentRule.Aspect(rawValue: String(text.dropLast())) else {
                throw .unknownList
            }
            aspect = list
        } else if text.hasPrefix("- ") {
            try readPattern(text.dropFirst(2))
        } else {
            try readKey(text)
        }
    }

    private mutating func readPattern(_ text: Substring) throws(Fault) {
        guard let aspect else { throw .noList }
        let (key, value) = try Self.pair(text)
        guard key == "regex" else { throw .unknownKey }
        let templates = [String?](repeating: nil, count: aspect.templateKeys.count)
        lists[aspect, default: []].append(UserAgentRule(pattern: value, templates: templates))
    }

    private mutating func readKey(_ text: Substring) throws(Fault) {
        guard let aspect, var rule = lists[aspect]?.popLast() else { throw .noRule }
        let (key, value) = try Self.pair(text)
        if key == "regex_flag" {
            guard value == "i" else { throw .unknownFlag }
            rule.isCaseless = true
        } else if let part = aspect.templateKeys.firstIndex(of: key) {
            rule.templates[part] = value
        } else {
            throw .unknownKey
        }
        lists[aspect]?.append(rule)
    }

    /// Key and value of `key: 'value'`.
    private static func pair(_ text: Substring) throws(Fault) -> (key: String, value: String) {
        guard let colon = text.firstIndex(of: ":") else { throw .badValue }
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        guard let quote = value.first, quote == "'" || quote == "\"", value.count >= 2, value.last == quote else {
            throw .badValue
        }
        let inner = value.dropFirst().dropLast()
        // In double quotes YAML would read a backslash as the beginning of an escape.
        guard !inner.contains(quote), quote == "'" || !inner.contains("\\") else { throw .badValue }
        return (String(text[..<colon]), String(inner))
    }
}
