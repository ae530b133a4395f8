// SPDX-License-Identifier: Apache-2.0

import Store

/// Tells by user agents what scans were made with, and remembers the answers: few user agents make most scans.
///
/// Confined to one task at a time, as the parser is.
final class ClientReader {
    /// What is told by a user agent.
    struct Answer: Sendable, Hashable {
        /// What the scan was made with.
        let client: ScanClient
        /// Whether a robot or a preview made it.
        let isBot: Bool
        /// The text that was asked for, the same one for all who ask: a batch of scans need not hold thousands of it.
        let userAgent: String
    }

    private let parser: UserAgentParser
    private let bots: BotSignatures
    /// Two generations of 8,192 user agents of at most 512 bytes.
    private var known = RecentValues<Answer>(capacity: 8_192)

    /// The longest name of a family that is kept: some hold what stands in the user agent.
    private static let longestFamily = 64

    init(rules: UserAgentRules = .bundled, bots: BotSignatures = .bundled) {
        parser = UserAgentParser(rules: rules)
        self.bots = bots
    }

    /// What a user agent tells.
    func answer(to userAgent: String) -> Answer {
        known.value(of: userAgent) { [parser, bots] userAgent in
            let said = parser.parse(userAgent)
            let client = ScanClient(
                device: DeviceClass(of: said, userAgent: userAgent),
                os: Self.bounded(said.system.family),
                browser: Self.bounded(said.browser.family),
            )
            let isSpider = said.device.family == "Spider" && !bots.isProgram(userAgent)
            return Answer(client: client, isBot: isSpider || bots.matches(userAgent), userAgent: userAgent)
        }
    }

    private static func bounded(_ family: String) -> String {
        guard family.utf8.count > longestFamily else { return family }
        var cut = family.prefix(longestFamily)
        while cut.utf8.count > longestFamily { cut.removeLast() }
        return String(cut)
    }
}
