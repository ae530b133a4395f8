// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scans

/// Nanoseconds to read a user agent by the rules, of those in a file, one a line.
func measureUserAgents(_ path: String) throws -> [Int] {
    let userAgents = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let parser = UserAgentParser()
    // Once before, so that the patterns in question are compiled.
    for userAgent in userAgents { _ = parser.parse(userAgent) }
    return (0..<20).map { _ in
        measureProcessor { for userAgent in userAgents { _ = parser.parse(userAgent) } } / max(1, userAgents.count)
    }
}
