// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("The file of rules is read strictly")
struct UserAgentRulesTests {
    @Test("the built-in rules are all there, and each is a regular expression")
    func bundled() {
        let counts = UserAgentRule.Aspect.allCases.map { UserAgentRules.bundled.rules(of: $0).count }
        #expect(counts == [347, 190, 625])
        for aspect in UserAgentRule.Aspect.allCases {
            for rule in UserAgentRules.bundled.rules(of: aspect) {
                #expect(CompiledPattern(rule.pattern, isCaseless: rule.isCaseless) != nil, "\(rule.pattern)")
            }
        }
    }

    @Test("lists, patterns, templates and flags are told apart")
    func reading() throws {
        let text = """
            # A comment
            os_parsers:
              - regex: '(Win)(\\d+)' 

            device_parsers:
              # Another
              - regex: "Tab; it's"
                regex_flag: 'i'
                brand_replacement: '$1'
            """
        let rules = try UserAgentRules(text: text.replacing("' \n", with: "'\n"))
        #expect(rules.rules(of: .browser).isEmpty)
        let systems = [UserAgentRule(pattern: "(Win)(\\d+)", templates: [nil, nil, nil, nil, nil])]
        #expect(rules.rules(of: .system) == systems)
        let device = UserAgentRule(pattern: "Tab; it's", isCaseless: true, templates: [nil, "$1", nil])
        #expect(rules.rules(of: .device) == [device])
    }

    @Test(
        "what is not understood is an error with its line",
        arguments: [
            ("os_parsers:\nparsers:", 2, .unknownList), ("  - regex: 'a'", 1, .noList),
            ("os_parsers:\n    os_replacement: 'a'", 2, .noRule),
            ("os_parsers:\n  - regex: 'a'\n    family_replacement: 'b'", 3, .unknownKey),
            ("os_parsers:\n  - pattern: 'a'", 2, .unknownKey), ("os_parsers:\n  - regex: a", 2, .badValue),
            ("os_parsers:\n  - regex: 'it''s'", 2, .badValue), ("os_parsers:\n  - regex: 'a", 2, .badValue),
            ("os_parsers:\n  - regex: '", 2, .badValue), ("os_parsers:\n  - regex: \"\\d\"", 2, .badValue),
            ("os_parsers:\n  - regex: 'a' # b", 2, .badValue), ("os_parsers:\n  - regex", 2, .badValue),
            ("os_parsers:\n  - regex: 'a'\n    regex_flag: 'm'", 3, .unknownFlag),
        ] as [(String, Int, UserAgentRulesReader.Fault)], )
    func faults(text: String, line: Int, fault: UserAgentRulesReader.Fault) {
        #expect(throws: UserAgentRulesError(line: line, fault: fault)) { try UserAgentRules(text: text) }
    }

    @Test("groups stand in for their numbers, what took no part for nothing, and blanks around an answer go")
    func templates() throws {
        let rules = try UserAgentRules(
            text: """
                device_parsers:
                  - regex: '; *(A)(B)?-(\\w+)'
                    device_replacement: ' Maker $3 $2'
                    brand_replacement: '$2'
                    model_replacement: '$1$9 costs $ $3$'
                """
        )
        let device = UserAgentParser(rules: rules).parse("x; A-one").device
        #expect(device == UserAgent.Device(family: "Maker one", brand: nil, model: "A costs $ one$"))
        #expect(UserAgentParser(rules: rules).parse("x").device.family == "Other")
    }
}
