// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store
import Testing

@testable import Scans

@Suite("What scans are made with")
struct ClientReaderTests {
    private let clients = ClientReader()

    @Test("device, system and browser are told by real user agents")
    func table() throws {
        let lines = try String(contentsOfFile: fixture("clients.txt"), encoding: .utf8).split(separator: "\n")
        let cases = lines.filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: " | ", maxSplits: 3).map(String.init)
        }
        #expect(cases.count >= 25)
        for line in cases {
            let client = clients.answer(to: line[3]).client
            #expect([client.device.description, client.os, client.browser] == Array(line[..<3]), "\(line[3])")
            #expect(!clients.answer(to: line[3]).isBot, "\(line[3])")
        }
    }

    /// Lines of the form `bot | user agent` or `person | user agent`.
    @Test("robots, previews and checkers are told from people, by both lists together")
    func bots() throws {
        let lines = try String(contentsOfFile: fixture("user-agents.txt"), encoding: .utf8).split(separator: "\n")
        for line in lines.filter({ !$0.hasPrefix("#") }).map({ $0.split(separator: " | ", maxSplits: 1) }) {
            #expect(clients.answer(to: String(line[1])).isBot == (line[0] == "bot"), "\(line[1])")
        }
        #expect(clients.answer(to: "ichiro/3.0 (http://help.goo.ne.jp/door/crawler.html)").isBot)
        #expect(clients.answer(to: "htdig/3.1.6").isBot)
    }

    @Test("families that hold what stands in the user agent are cut at a character, at most 64 bytes on")
    func longFamilies() {
        let name = String(repeating: "é", count: 60)
        let family = clients.answer(to: "\(name)/1 CFNetwork/1494.0.7 Darwin/23.4.0").client.browser
        #expect(family.utf8.count <= 64 && !family.contains("\u{FFFD}"))
    }

    @Test("what is used stays remembered; what is not is forgotten, and never more than two generations are kept")
    func generations() {
        var recent = RecentValues<Int>(capacity: 10)
        var made: [String] = []
        func ask(_ text: String) -> Int {
            recent.value(of: text) { text in
                made.append(text)
                return made.count
            }
        }
        #expect(ask("kept") == 1)
        for index in 0..<100 {
            _ = ask("\(index)")
            #expect(ask("kept") == 1)
            #expect(recent.count <= 20)
        }
        #expect(made.count == 101)
        #expect(ask("0") == 102)
    }
}
