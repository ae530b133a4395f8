// SPDX-License-Identifier: Apache-2.0

/// The statements of scans and of the counts made of them.
enum ScanSQL {
    static let insert = """
        INSERT INTO scans (
            code, version, at, kind, country, visitor, is_first, client, referrer, language, place, rule, variant, source
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let client = """
        SELECT number FROM scan_clients WHERE user_agent = ? AND device = ? AND os = ? AND browser = ?
        """
    static let addClient = "INSERT INTO scan_clients (user_agent, device, os, browser) VALUES (?, ?, ?, ?)"
    static let referrer = "SELECT number FROM scan_referrers WHERE host = ?"
    static let addReferrer = "INSERT INTO scan_referrers (host) VALUES (?)"
    static let place = "SELECT number FROM scan_places WHERE region = ? AND city = ?"
    static let addPlace = "INSERT INTO scan_places (region, city) VALUES (?, ?)"
    static let addToQuarter = """
        INSERT INTO scan_quarters (code, quarter, country, scans, uniques, bots) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (code, quarter, country) DO UPDATE SET
            scans = scans + excluded.scans, uniques = uniques + excluded.uniques, bots = bots + excluded.bots
        """
    static let addToTotals = """
        INSERT INTO code_totals (code, scans, last_scanned_at) VALUES (?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET
            scans = scans + excluded.scans, last_scanned_at = MAX(last_scanned_at, excluded.last_scanned_at)
        """
    static let addUnattributed = """
        INSERT INTO unattributed_scans (code, scans, last_scanned_at) VALUES (?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET
            scans = scans + excluded.scans, last_scanned_at = MAX(last_scanned_at, excluded.last_scanned_at)
        """
    static let codeExists = "SELECT 1 FROM codes WHERE number = ?"

    static let keptSince = "SELECT since_day FROM visitors_kept"
    static let keepSince = "UPDATE visitors_kept SET since_day = ?"
    static let forgetVisitors = """
        DELETE FROM visitors WHERE (day, code, visitor) IN (
            SELECT day, code, visitor FROM visitors WHERE day < ? ORDER BY day, code, visitor LIMIT ?
        )
        """
    static let meetVisitor = """
        INSERT INTO visitors (day, code, visitor, first_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
    static let firstMeeting = "SELECT first_at FROM visitors WHERE day = ? AND code = ? AND visitor = ?"
    static let moveFirstMeeting = "UPDATE visitors SET first_at = ?4 WHERE day = ?1 AND code = ?2 AND visitor = ?3"
    static let firstScan = """
        SELECT at FROM scans WHERE code = ? AND at >= ? AND at < ? AND visitor = ? AND is_first = 1
        """
    static let demoteFirst = """
        UPDATE scans SET is_first = 0 WHERE code = ? AND at = ? AND visitor = ? AND is_first = 1 RETURNING country
        """
    static let takeUnique = """
        UPDATE scan_quarters SET uniques = uniques - 1 WHERE code = ? AND quarter = ? AND country = ?
        """

    static let position = "SELECT position FROM journal_positions WHERE journal = ? AND segment = ?"
    static let positions = "SELECT segment, position FROM journal_positions WHERE journal = ?"
    static let setPosition = """
        INSERT INTO journal_positions (journal, segment, position) VALUES (?, ?, ?)
        ON CONFLICT (journal, segment) DO UPDATE SET position = excluded.position
        """
    static let forgetPositions = "DELETE FROM journal_positions WHERE journal = ? AND segment < ?"

    static let codeNumber = "SELECT number FROM codes WHERE id = ? AND account = ?"
    static let quarters = """
        SELECT quarter, SUM(scans), SUM(uniques), SUM(bots) FROM scan_quarters
        WHERE code = ? AND quarter >= ? AND quarter < ? GROUP BY quarter ORDER BY quarter
        """
    static let countries = """
        SELECT country, SUM(scans), SUM(bots) FROM scan_quarters
        WHERE code = ? AND quarter >= ? AND quarter < ? GROUP BY country
        """
    static let variants = """
        SELECT CAST(variant AS TEXT), COUNT(*) FROM scans
        WHERE code = ? AND at >= ? AND at < ? AND variant > 0 AND kind <= ? GROUP BY variant
        """
    static let sources = """
        SELECT source, COUNT(*) FROM scans
        WHERE code = ? AND at >= ? AND at < ? AND source IS NOT NULL AND kind <= ? GROUP BY source
        """
    static let scansBetween = "SELECT at, kind, country, is_first FROM scans WHERE code = ? AND at >= ? AND at < ?"
}
