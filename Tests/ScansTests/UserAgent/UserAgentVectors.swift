// SPDX-License-Identifier: Apache-2.0

import Foundation

/// uap-core's own test cases, from the files that its Debian package installs.
struct UserAgentVectors {
    /// One case: the user agent, and what is expected by uap-core's keys; nil for a value that is not said.
    struct Case {
        var userAgent: String
        var expected: [String: String?] = [:]
    }

    static let folder = "/usr/share/uap-core"
    static let areInstalled = FileManager.default.fileExists(atPath: folder)

    let cases: [Case]

    /// Reads a file of the package.
    init(_ name: String) throws {
        let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
        var cases: [Case] = []
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") else { continue }
            let key = line[..<colon]
            let value = Self.unquoted(line[line.index(after: colon)...])
            if key == "- user_agent_string" {
                cases.append(Case(userAgent: value ?? ""))
            } else if !cases.isEmpty {
                cases[cases.count - 1].expected[String(key)] = .some(value)
            }
        }
        self.cases = cases
    }

    /// A value without its quotes and what stands around them; nil where there is none.
    private static func unquoted(_ text: Substring) -> String? {
        guard let quote = text.first(where: { $0 != " " }), quote == "'" || quote == "\"",
            let start = text.firstIndex(of: quote), let end = text.lastIndex(of: quote), start < end
        else { return nil }
        let value = text[text.index(after: start)..<end]
        return value.isEmpty ? nil : String(value)
    }
}
