// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Removes an account, a part at a time, within one transaction each.
struct Erasure {
    private let account: Int64
    private let database: Database
    private var step = ErasureStep()
    /// Rows that may still go in this part.
    private var budget = Self.rowsAtOnce

    /// Enough to come forward, few enough that others wait for some ten milliseconds only.
    private static let rowsAtOnce = 2_000
    private static let codesAtOnce = 50
    /// Pictures have up to 2 MiB each.
    private static let picturesAtOnce = 8

    init(of account: Int64, in database: Database) {
        self.account = account
        self.database = database
    }

    /// Removes the first of the parts that is still there.
    mutating func next() throws -> ErasureStep {
        // Without keys nobody adds anything; jobs come before the codes that they would make.
        for sql in ErasureSQL.first where try run(sql) > 0 { return step }
        if try removeJobs() { return step }
        for sql in ErasureSQL.rows where try run(sql) > 0 { return step }
        if try removeCodes() { return step }
        if try removeCounts() { return step }
        if try removeValues() { return step }
        if try removePictures() { return step }
        try finish()
        return step
    }

    private func run(_ sql: String) throws -> Int { try database.run(sql, [account, Self.rowsAtOnce]) }

    private mutating func removeJobs() throws -> Bool {
        let ids = try database.all(ErasureSQL.jobs, [account, Self.rowsAtOnce]) { try JobSQL.id($0) }
        for id in ids { try database.run(ErasureSQL.deleteJob, [id.text]) }
        step.jobs = ids
        return !ids.isEmpty
    }

    /// Removes codes with their scans and counts.
    private mutating func removeCodes() throws -> Bool {
        let codes = try database.all(ErasureSQL.codes, [account, Self.codesAtOnce]) { row in
            ErasedCode(number: row[0], id: row[1], isLiving: row[2])
        }
        guard !codes.isEmpty else { return false }
        for code in codes where budget > 0 {
            guard try removeScans(of: code) else { break }
            for sql in ErasureSQL.ofCode { try database.run(sql, [code.number]) }
            try RetiredIDs.add(code.id, in: database)
            if code.isLiving { try database.run(CodeSQL.addToLivingCount, [-1, account]) }
            step.codes += 1
            budget -= 1
        }
        // Ingesters that remember whose the codes were would go on counting them.
        try database.run(ScanSQL.noteRemovedNumbers, [])
        return true
    }

    private struct ErasedCode {
        let number: Int64
        let id: String
        let isLiving: Bool
    }

    /// - Returns: whether none are left.
    private mutating func removeScans(of code: ErasedCode) throws -> Bool {
        for day in try days() {
            let scans = try database.run(ErasureSQL.deleteScans, [day, code.number, budget])
            step.scans += scans
            budget -= scans
            guard budget > 0 else { return false }
            try removeCounts(of: ScopeKey(.code, code.number), day: day)
        }
        return budget > 0
    }

    /// Removes the counts of the account and of its tags.
    private mutating func removeCounts() throws -> Bool {
        let tag = try database.first(ErasureSQL.tag, [account]) { $0[0] as Int64 }
        let scope = tag.map { ScopeKey(.tag, $0) } ?? ScopeKey(.account, account)
        for day in try days() {
            try removeCounts(of: scope, day: day)
            guard budget > 0 else { return true }
        }
        if let tag {
            try database.run(ErasureSQL.deleteStaleTag, [tag])
            try database.run(ErasureSQL.deleteTag, [tag])
            try database.run(ScanSQL.noteRemovedNumbers, [])
        }
        return tag != nil || budget < Self.rowsAtOnce
    }

    private mutating func removeCounts(of scope: ScopeKey, day: Int64) throws {
        let key = scope.key(ofDay: day)
        budget -= try database.run(RollupSQL.removeDay, [key])
        budget -= try database.run(RollupSQL.removeQuarters, [key << QuarterKey.bits, (key + 1) << QuarterKey.bits])
    }

    private func days() throws -> [Int64] { try database.all(ErasureSQL.days) { $0[0] } }

    /// Removes texts of scans that no other account's scans have.
    private mutating func removeValues() throws -> Bool {
        let values = try database.all(ErasureSQL.values, [account, Self.rowsAtOnce]) { $0[0] as Int64 }
        guard !values.isEmpty else { return false }
        for value in values {
            try database.run(ErasureSQL.deleteValue, [value, account, KnownValues.overflowText])
            try database.run(ErasureSQL.deleteAccountValue, [account, value])
        }
        try database.run(ScanSQL.noteRemovedNumbers, [])
        return true
    }

    private mutating func removePictures() throws -> Bool {
        let digests = try database.all(ErasureSQL.pictures, [account, Self.picturesAtOnce]) { $0[0] as DatabaseValue }
        for digest in digests {
            try database.run(ErasureSQL.deletePictureRight, [account, digest])
            try database.run(ErasureSQL.deletePicture, [digest])
        }
        return !digests.isEmpty
    }

    /// Removes the account, and lets every cache of redirects begin anew: the feed of changes would name the ids.
    private mutating func finish() throws {
        try database.run(ErasureSQL.deleteAdditions, [account])
        try database.run(ErasureSQL.deleteAccount, [account])
        try database.run(CodeSQL.insertChange, ["---", 0])
        let last = database.lastInsertedRowID
        try database.run(ErasureSQL.deleteChanges, [])
        try database.run(ErasureSQL.setPruned, [last])
        step.isDone = true
    }
}

/// The statements of the removal of an account.
private enum ErasureSQL {
    /// Arguments: the account, and how many.
    static let first = [
        "DELETE FROM api_keys WHERE number IN (SELECT number FROM api_keys WHERE account = ? LIMIT ?)"
    ]
    static let jobs = "SELECT id FROM bulk_jobs WHERE account = ? LIMIT ?"
    static let deleteJob = "DELETE FROM bulk_jobs WHERE id = ?"

    /// What refers to nothing but the account, or to what comes later in the list; arguments as in ``first``.
    static let rows = [
        """
        DELETE FROM webhook_deliveries WHERE number IN (
            SELECT d.number FROM webhooks AS w JOIN webhook_deliveries AS d ON d.webhook = w.number
            WHERE w.account = ? LIMIT ?
        )
        """,
        "DELETE FROM webhook_events WHERE number IN (SELECT number FROM webhook_events WHERE account = ? LIMIT ?)",
        "DELETE FROM webhooks WHERE number IN (SELECT number FROM webhooks WHERE account = ? LIMIT ?)",
        """
        DELETE FROM render_usage WHERE (account, month) IN (
            SELECT account, month FROM render_usage WHERE account = ? LIMIT ?
        )
        """,
        """
        DELETE FROM repeated_requests WHERE number IN (
            SELECT number FROM repeated_requests WHERE account = ? LIMIT ?
        )
        """,
    ]

    static let codes = "SELECT number, id, deleted_at IS NULL FROM codes WHERE account = ? LIMIT ?"
    static let deleteScans = """
        DELETE FROM scans WHERE number IN (SELECT number FROM scans WHERE day = ? AND code = ? LIMIT ?)
        """
    /// The totals before the tags: tags of codes with totals would be noted as changed.
    static let ofCode = [
        "DELETE FROM code_totals WHERE code = ?",
        "DELETE FROM scan_limits WHERE code = ?",
        "DELETE FROM code_tags WHERE code = ?",
        "DELETE FROM code_destinations WHERE code = ?",
        "DELETE FROM code_leads WHERE code = ?",
        "DELETE FROM codes WHERE number = ?",
    ]

    static let days = "SELECT day FROM scan_spans ORDER BY day"
    static let tag = "SELECT number FROM scan_tags WHERE account = ? LIMIT 1"
    static let deleteStaleTag = "DELETE FROM stale_tags WHERE tag = ?"
    static let deleteTag = "DELETE FROM scan_tags WHERE number = ?"

    static let values = "SELECT value FROM account_values WHERE account = ? LIMIT ?"
    static let deleteValue = """
        DELETE FROM scan_values WHERE number = ?1 AND text <> ?3
        AND NOT EXISTS (SELECT 1 FROM account_values WHERE value = ?1 AND account <> ?2)
        """
    static let deleteAccountValue = "DELETE FROM account_values WHERE account = ? AND value = ?"

    static let pictures = "SELECT digest FROM account_pictures WHERE account = ? LIMIT ?"
    static let deletePictureRight = "DELETE FROM account_pictures WHERE account = ? AND digest = ?"
    static let deletePicture = """
        DELETE FROM pictures WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM account_pictures WHERE digest = ?1)
        """

    static let deleteAdditions = "DELETE FROM value_additions WHERE account = ?"
    static let deleteAccount = "DELETE FROM accounts WHERE number = ?"
    static let deleteChanges = "DELETE FROM code_changes"
    static let setPruned = "UPDATE code_changes_pruned SET through = ?"
}
