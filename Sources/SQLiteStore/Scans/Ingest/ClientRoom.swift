// SPDX-License-Identifier: Apache-2.0

/// How many user agents that were never seen before are kept as sent: whoever makes them up must not make of every scan
/// a row of a kilobyte.
///
/// The scans of a code add so many on a UTC day, those of an account so many; what comes then is told by device, system
/// and browser alone. User agents that are known already take no room. Counted in memory, so anew after a start.
struct ClientRoom: Sendable {
    /// The most user agents that a code's scans add on a day.
    static let mostOfCode = 1_000
    /// The most user agents that an account's scans add on a day.
    static let mostOfAccount = 10_000
    /// The most rows that are remembered.
    private static let mostRows = 200_000

    /// How many were added, by the key of the code's or the account's row of the day.
    private var added: [Int64: Int] = [:]

    /// Whether another may be added.
    func admits(ofCode code: Int64, account: Int64) -> Bool {
        added[code, default: 0] < Self.mostOfCode && added[account, default: 0] < Self.mostOfAccount
    }

    /// Notes that one was added.
    mutating func note(ofCode code: Int64, account: Int64) {
        if added.count >= Self.mostRows { added = [:] }
        added[code, default: 0] += 1
        added[account, default: 0] += 1
    }
}
