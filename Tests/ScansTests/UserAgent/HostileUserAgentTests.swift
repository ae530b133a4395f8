// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("Hostile user agents cost no more than a bounded time")
struct HostileUserAgentTests {
    /// The heads that uap-core's own tests repeat something behind, to make patterns go back and forth.
    @Test(
        "texts made to go back and forth are answered, looked at or given up",
        arguments: [
            ("SmartWatch", " ", "z"), (";A Build HuaweiA", "4", "z"), ("HbbTV/0.0.0 (;LGE;", " ", "z"), ("", "a", "!"),
            ("AppleWebKit/1.1", " Safari", "!"), ("Mozilla", "Android", "!"), ("iPod;", "CPUOS 1_1", "!"),
            ("HbbTV/1.1.1 (", ";a;2011", "!"), ("; ", " ", "◎\n"), (";Nokia", "_", "!"), ("Opera/", "Opera Mobi", "!"),
            ("Windows Phone  ; ", "IEMobile/", "!"), ("CFNetwork/", " Darwin/17.1", "!"), ("", "\u{0}", ""),
        ], )
    func repetition(head: String, middle: String, tail: String) {
        let parser = UserAgentParser()
        let text = head + String(repeating: middle, count: 10_000 / middle.utf8.count) + tail
        let answer = parser.parse(text)
        #expect(!answer.browser.family.isEmpty && !answer.system.family.isEmpty && !answer.device.family.isEmpty)
        // Nothing behind the bound is looked at, and a second look gives the same.
        #expect(answer == parser.parse(String(decoding: text.utf8.prefix(UserAgentParser.longestText), as: UTF8.self)))
    }

    @Test("a pattern that takes too many steps counts as not matched")
    func limit() throws {
        let rules = try UserAgentRules(
            text: """
                os_parsers:
                  - regex: '(a+a+a+)+b'
                  - regex: '(a)'
                """
        )
        let parser = UserAgentParser(rules: rules)
        #expect(parser.parse("aaab").system.family == "aaa")
        #expect(parser.parse(String(repeating: "a", count: 400)).system.family == "a")
    }
}
