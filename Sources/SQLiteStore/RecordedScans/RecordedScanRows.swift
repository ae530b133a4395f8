// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// How stored scans are read back with all that they refer to.
enum RecordedScanRows {
    /// When a scan was answered, in milliseconds since the epoch.
    static let moment = "(s.day * 86400000 + s.time)"

    /// The columns of ``read(_:)``, for a query over ``source``.
    ///
    /// The destination is that of the newest row that is not newer than the scan's version, by the primary keys.
    static let columns = """
        s.number, c.id, c.account, \(moment), s.kind, s.is_first, s.version,
        CASE WHEN s.rule = 0 AND s.variant = 0 THEN (
            SELECT CASE WHEN d.data_type = 'url' AND d.payload LIKE 'http%' THEN d.payload END
            FROM code_destinations d WHERE d.code = s.code AND d.version <= s.version ORDER BY d.version DESC LIMIT 1
        ) ELSE (
            SELECT d.destination FROM code_leads d WHERE d.code = s.code AND d.rule = s.rule AND d.variant = s.variant
            AND d.version <= s.version ORDER BY d.version DESC LIMIT 1
        ) END,
        n.text, e.text, i.text, l.device, a.text, b.text, h.text, g.text, s.rule, s.variant, o.text
        """

    /// Scans and what they refer to; CROSS keeps the order of the tables, from the scans outward.
    static let source = """
        scans s CROSS JOIN codes c ON c.number = s.code JOIN scan_clients l ON l.number = s.client
        JOIN scan_values a ON a.number = l.os JOIN scan_values b ON b.number = l.browser
        JOIN scan_values n ON n.number = s.country
        LEFT JOIN scan_values e ON e.number = s.region LEFT JOIN scan_values i ON i.number = s.city
        LEFT JOIN scan_values h ON h.number = s.referrer LEFT JOIN scan_values g ON g.number = s.language
        LEFT JOIN scan_values o ON o.number = s.source
        """

    static func read(_ row: Row) -> RecordedScan {
        RecordedScan(
            number: row[0],
            code: row[1],
            account: AccountID(row[2]),
            at: Timestamp(milliseconds: row[3]),
            isBot: (row[4] as Int) == Scan.Kind.bot.rawValue,
            isFirst: row[5],
            version: row[6],
            destination: row[7],
            country: row[8],
            region: row[9],
            city: row[10],
            client: ScanClient(
                device: DeviceClass(rawValue: row[11]) ?? .other, os: row[12], browser: row[13], ),
            referrerHost: row[14],
            language: row[15],
            lead: lead(rule: row[16], variant: row[17], source: row[18]),
        )
    }

    /// A lead as it is shown: a fallback is no rule.
    private static func lead(rule: Int, variant: Int, source: String?) -> Scan.Lead {
        Scan.Lead(rule: rule == Scan.Lead.fallback ? 0 : rule, variant: variant, source: source)
    }

    static func latest(in database: Database) throws -> Int64 {
        try database.first("SELECT COALESCE(MAX(number), 0) FROM scans", []) { $0[0] } ?? 0
    }

    /// The scans of an account between two row numbers, in the order in which they were stored.
    static func scans(after: Int64, through: Int64, of account: AccountID, in database: Database) throws
        -> [RecordedScan]
    {
        let sql = """
            SELECT \(columns) FROM \(source)
            WHERE s.number > ? AND s.number <= ? AND s.kind <> 2 AND c.account = ? ORDER BY s.number
            """
        return try database.all(sql, [after, through, account.number], read)
    }
}
