// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scans

@Suite("Known bots")
struct BotSignaturesTests {
    /// Lines of the form `bot | user agent` or `person | user agent`.
    @Test("bots and previews are told from people")
    func table() throws {
        let lines = try String(contentsOfFile: fixture("user-agents.txt"), encoding: .utf8).split(separator: "\n")
        let cases = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: "|", maxSplits: 1) }
        #expect(cases.count >= 40)
        for line in cases {
            let userAgent = line[1].drop { $0 == " " }
            #expect(BotSignatures.bundled.matches(String(userAgent)) == line[0].hasPrefix("bot"), "\(userAgent)")
        }
    }

    @Test("letter case does not matter, place does not matter, the whole signature does")
    func matching() {
        let bots = BotSignatures(text: "# a comment\n\nExampleBot/\n")
        #expect(bots.matches("Mozilla/5.0 (compatible; EXAMPLEbot/2.1)"))
        #expect(bots.matches("examplebot/"))
        #expect(!bots.matches("examplebot"))
        #expect(!bots.matches("# a comment"))
        #expect(!bots.matches(""))
    }

    @Test("answers are remembered, and right when they are forgotten again")
    func memory() throws {
        let clients = ClientReader(rules: try UserAgentRules(text: ""))
        let people = (0..<20_000).filter { clients.answer(to: "Person \($0)").isBot }
        let answers = ["Googlebot/2.1", "Googlebot/2.1", "Person 1"].map { clients.answer(to: $0).isBot }
        #expect(people.isEmpty)
        #expect(answers == [true, true, false])
    }
}
