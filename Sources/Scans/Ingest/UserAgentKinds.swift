// SPDX-License-Identifier: Apache-2.0

/// Tells bots by their user agent and remembers the answers: few user agents make most scans.
struct UserAgentKinds {
    private let bots: BotSignatures
    private var known: [String: Bool] = [:]

    /// The most user agents that are remembered: 16,384 of at most 512 bytes.
    private static let capacity = 16_384

    init(bots: BotSignatures) { self.bots = bots }

    /// Whether a user agent is a known bot's.
    mutating func isBot(_ userAgent: String) -> Bool {
        if let known = known[userAgent] { return known }
        // Begun afresh when full: what is common is back soon, and no bookkeeping is needed.
        if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
        let isBot = bots.matches(userAgent)
        known[userAgent] = isBot
        return isBot
    }
}
