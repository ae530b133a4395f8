// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// How many texts each account's scans have added to the numbered ones: what strangers make up at one account takes no
/// room from others.
struct ValueAdditions: Sendable {
    /// The most texts of a dimension that one account's scans add, for ever.
    static let mostOfAccount: Int64 = 50_000
    /// The dimensions whose texts can be made up; places are those of a database.
    private static let dimensions: Set<ScanDimension> = [.os, .browser, .referrer, .language, .source]
    /// The most counts that are remembered.
    private static let mostRemembered = 100_000

    private struct Key: Hashable {
        let account: Int64
        let dimension: ScanDimension
    }

    private var added: [Key: Int64] = [:]

    /// Whether an account's scans may add another text.
    mutating func admits(_ dimension: ScanDimension, ofAccount account: Int64, in database: Database) throws -> Bool {
        guard Self.dimensions.contains(dimension) else { return true }
        let key = Key(account: account, dimension: dimension)
        if let known = added[key] { return known < Self.mostOfAccount }
        let stored = try database.first(ScanSQL.addedValues, [account, dimension.rawValue]) { $0[0] as Int64 } ?? 0
        if added.count >= Self.mostRemembered { added = [:] }
        added[key] = stored
        return stored < Self.mostOfAccount
    }

    /// Notes that they added one.
    mutating func note(_ dimension: ScanDimension, ofAccount account: Int64, in database: Database) throws {
        guard Self.dimensions.contains(dimension) else { return }
        try database.run(ScanSQL.noteAddedValue, [account, dimension.rawValue])
        added[Key(account: account, dimension: dimension)]? += 1
    }
}
