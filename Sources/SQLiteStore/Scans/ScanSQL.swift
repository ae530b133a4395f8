// SPDX-License-Identifier: Apache-2.0

import Store

/// The statements of scans.
enum ScanSQL {
    static let insert = """
        INSERT INTO scans (
            day, code, time, version, kind, is_first, visitor, client, country, region, city, referrer, language, rule,
            variant, source
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let client = """
        SELECT number, last_day FROM scan_clients WHERE user_agent = ? AND device = ? AND os = ? AND browser = ?
        """
    static let addClient = """
        INSERT INTO scan_clients (user_agent, device, os, browser, last_day) VALUES (?, ?, ?, ?, ?)
        """
    static let noteClientDay = "UPDATE scan_clients SET last_day = MAX(last_day, ?) WHERE number = ?"
    static let value = "SELECT number FROM scan_values WHERE dimension = ? AND text = ?"
    static let valueCount = "SELECT COUNT(*) FROM scan_values WHERE dimension = ?"
    static let addValue = "INSERT INTO scan_values (dimension, text) VALUES (?, ?)"
    static let addedValues = "SELECT added FROM value_additions WHERE account = ? AND dimension = ?"
    static let noteAddedValue = """
        INSERT INTO value_additions (account, dimension, added) VALUES (?, ?, 1)
        ON CONFLICT (account, dimension) DO UPDATE SET added = added + 1
        """
    static let valueText = "SELECT text FROM scan_values WHERE number = ?"

    static let addToTotals = """
        INSERT INTO code_totals (code, scans, last_scanned_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (code) DO UPDATE SET
            scans = scans + ?2,
            last_scanned_at = NULLIF(MAX(IFNULL(last_scanned_at, -1), IFNULL(?3, -1)), -1)
        """
    static let totals = "SELECT code, scans, last_scanned_at FROM code_totals ORDER BY code"
    static let setTotals = """
        INSERT INTO code_totals (code, scans, last_scanned_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (code) DO UPDATE SET scans = ?2, last_scanned_at = ?3
        """
    static let latestTime = "SELECT time FROM scans WHERE day = ? AND code = ? AND kind = 0 ORDER BY time DESC LIMIT 1"
    static let addUnattributed = """
        INSERT INTO unattributed_scans (code, scans, last_scanned_at) VALUES (?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET
            scans = scans + excluded.scans, last_scanned_at = MAX(last_scanned_at, excluded.last_scanned_at)
        """
    static let accountOfCode = "SELECT account FROM codes WHERE number = ?"
    static let tagsOfCode = "SELECT tag FROM code_tags WHERE code = ?"
    static let tagNumber = "SELECT number FROM scan_tags WHERE account = ? AND tag = ?"
    static let addTag = "INSERT INTO scan_tags (account, tag) VALUES (?, ?)"

    static let demoteFirst = """
        UPDATE scans SET is_first = 0 WHERE day = ? AND code = ? AND time = ? AND visitor = ? AND is_first = 1
        """
    static let setFirst = "UPDATE scans SET is_first = ?1 WHERE number = ?2 AND is_first <> ?1"
    static let firstsOfSpan = """
        SELECT code, time, visitor FROM scans WHERE number BETWEEN ? AND ? AND day = ? AND is_first = 1
        """
    static let span = "SELECT first_number, last_number, is_purged FROM scan_spans WHERE day = ?"
    static let widenSpan = """
        INSERT INTO scan_spans (day, first_number, last_number) VALUES (?, ?, ?)
        ON CONFLICT (day) DO UPDATE SET
            first_number = MIN(first_number, excluded.first_number),
            last_number = MAX(last_number, excluded.last_number)
        """
    static let spans = "SELECT day, is_purged FROM scan_spans ORDER BY day"
    static let days = "SELECT MIN(day), MAX(day) FROM scan_spans"
    static let isPurged = "SELECT is_purged FROM scan_spans WHERE day = ?"
    static let lastPurged = "SELECT MAX(day) FROM scan_spans WHERE is_purged = 1 AND day BETWEEN ? AND ?"

    static let addAccountValue = "INSERT INTO account_values (account, value) VALUES (?, ?) ON CONFLICT DO NOTHING"

    static let mark = "SELECT mark, numbers_removed FROM scan_batch_mark"
    static let noteRemovedNumbers = "UPDATE scan_batch_mark SET numbers_removed = numbers_removed + 1"
    static let setMark = "UPDATE scan_batch_mark SET mark = ?"
    static let positions = "SELECT segment, position FROM journal_positions WHERE journal = ?"
    static let setPosition = """
        INSERT INTO journal_positions (journal, segment, position) VALUES (?, ?, ?)
        ON CONFLICT (journal, segment) DO UPDATE SET position = excluded.position
        """
    static let begun = "SELECT segment, position, code, at FROM begun_batches WHERE journal = ?"
    static let setBegun = """
        INSERT INTO begun_batches (journal, segment, position, code, at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (journal, segment) DO UPDATE SET code = ?4, at = ?5
        """
    static let endBegun = "DELETE FROM begun_batches WHERE journal = ?"
    static let forgetPositions = "DELETE FROM journal_positions WHERE journal = ? AND segment < ?"

    static let codeNumber = "SELECT number FROM codes WHERE id = ? AND account = ?"
    static let scannedCodes = """
        SELECT c.number FROM codes AS c JOIN code_totals AS t ON t.code = c.number WHERE c.account = ? LIMIT ?
        """
    static let scannedCodesOfTag = """
        SELECT g.code FROM code_tags AS g JOIN code_totals AS t ON t.code = g.code
        WHERE g.account = ? AND g.tag = ? LIMIT ?
        """
    static let codeOfTag = "SELECT code FROM code_tags WHERE account = ? AND tag = ? LIMIT 1"
    static let codesOfTag = "SELECT code FROM code_tags WHERE account = ? AND tag = ? ORDER BY code"

    /// The variant of a scan as ``VariantLabel`` numbers it, 0 for none.
    static let variant = "CASE s.variant WHEN 0 THEN 0 ELSE s.rule << \(VariantLabel.bits) | s.variant END"
    /// Scans as they are counted; their order is that of code and time.
    static let cells = """
        SELECT
            s.code, s.time, s.kind, s.is_first, s.visitor, c.device, c.os, c.browser, s.country, s.region, s.city,
            s.referrer, s.language, s.source, \(variant), s.number
        FROM scans AS s JOIN scan_clients AS c ON c.number = s.client
        """
    static let cellsOfDay = cells + " WHERE s.day = ? ORDER BY s.code, s.time, s.number"
    static let cellsOfCode = cells + " WHERE s.day = ? AND s.code = ? ORDER BY s.time, s.number"
    static let cellsBetween = cells + " WHERE s.day = ? AND s.code = ? AND s.time >= ? AND s.time < ?"
}
