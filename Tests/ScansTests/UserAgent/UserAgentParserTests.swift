// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scans

@Suite("User agents are read by uap-core's rules", .enabled(if: UserAgentVectors.areInstalled))
struct UserAgentParserTests {
    private let parser = UserAgentParser()

    @Test(
        "browsers are as uap-core's own tests say",
        arguments: [
            ("tests/test_ua.yaml", 1_425), ("test_resources/firefox_user_agent_strings.yaml", 243),
            ("test_resources/opera_mini_user_agent_strings.yaml", 203),
            ("test_resources/podcasting_user_agent_strings.yaml", 144),
            ("test_resources/pgts_browser_list.yaml", 12_500),
        ], )
    func browsers(file: String, count: Int) throws {
        let vectors = try UserAgentVectors(file)
        #expect(vectors.cases.count == count)
        for vector in vectors.cases {
            let browser = parser.browser(of: UserAgentText(vector.userAgent))
            expect([("family", browser.family)] + Self.versions(browser, ["major", "minor", "patch"]), of: vector)
        }
    }

    @Test(
        "systems are as uap-core's own tests say",
        arguments: [("tests/test_os.yaml", 456), ("test_resources/additional_os_tests.yaml", 23)], )
    func systems(file: String, count: Int) throws {
        let vectors = try UserAgentVectors(file)
        #expect(vectors.cases.count == count)
        for vector in vectors.cases {
            let system = parser.system(of: UserAgentText(vector.userAgent))
            let keys = ["major", "minor", "patch", "patch_minor"]
            expect([("family", system.family)] + Self.versions(system, keys), of: vector)
        }
    }

    @Test("devices are as uap-core's own tests say")
    func devices() throws {
        let vectors = try UserAgentVectors("tests/test_device.yaml")
        #expect(vectors.cases.count == 16_111)
        for vector in vectors.cases {
            let device = parser.device(of: UserAgentText(vector.userAgent))
            expect([("family", device.family), ("brand", device.brand), ("model", device.model)], of: vector)
        }
    }

    @Test("the built-in rules are those of the package, byte for byte")
    func provenance() throws {
        let built = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/UserAgentRuleFile/regexes.yaml")
        let package = URL(fileURLWithPath: UserAgentVectors.folder).appending(path: "regexes.yaml")
        #expect(try Data(contentsOf: built) == Data(contentsOf: package))
    }

    private static func versions(_ product: UserAgent.Product, _ keys: [String]) -> [(String, String?)] {
        Array(zip(keys, product.version))
    }

    private func expect(_ parts: [(String, String?)], of vector: UserAgentVectors.Case) {
        // An expectation for each part of so many would take longer than all of the reading.
        for (key, value) in parts where value != vector.expected[key] ?? nil {
            Issue.record("\(key) of \(vector.userAgent): \(value ?? "nothing")")
        }
    }
}
