// SPDX-License-Identifier: Apache-2.0

import UserAgentRuleFile

/// The rules of uap-core, by which browsers, systems and devices are told from a user agent.
///
/// The program has them built in: `Sources/UserAgentRuleFile/regexes.yaml` is uap-core's file of version 0.16, unchanged.
package struct UserAgentRules: Sendable {
    private let lists: [UserAgentRule.Aspect: [UserAgentRule]]

    /// The rules that come with the program.
    package static let bundled: UserAgentRules = {
        let bytes = unsafe UnsafeBufferPointer(start: userAgentRuleBytes(), count: Int(userAgentRuleLength()))
        do {
            return try UserAgentRules(text: unsafe String(decoding: bytes, as: UTF8.self))
        } catch {
            // Invariant: the text is part of the program, and a test reads it.
            preconditionFailure("the built-in rules of user agents: \(error)")
        }
    }()

    /// Reads rules from the text of uap-core's `regexes.yaml`.
    /// - Throws: ``UserAgentRulesError`` with the first line that is not understood.
    package init(text: String) throws(UserAgentRulesError) {
        var reader = UserAgentRulesReader()
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            do throws(UserAgentRulesReader.Fault) {
                try reader.read(line)
            } catch {
                throw UserAgentRulesError(line: number, fault: error)
            }
        }
        lists = reader.lists
    }

    /// The rules of an aspect, in the order in which they are tried.
    func rules(of aspect: UserAgentRule.Aspect) -> [UserAgentRule] { lists[aspect] ?? [] }
}

/// Why a text is no list of rules.
package struct UserAgentRulesError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of the line, from 1.
    let line: Int
    /// What is wrong with it.
    let fault: UserAgentRulesReader.Fault

    /// Line and fault.
    package var description: String { "line \(line): \(fault.rawValue)" }
}
