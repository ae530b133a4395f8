// SPDX-License-Identifier: Apache-2.0

/// The statements of the counts that are made ahead.
enum RollupSQL {
    static let shortLength = "SELECT LENGTH(cells) FROM scan_days WHERE key = ?"
    /// Begins a row in its short form.
    static let begin = "INSERT INTO scan_days (key, scans, bots, uniques, cells) VALUES (?1, ?2, ?3, ?4, ?5)"
    /// Appends to a row's short form.
    static let append = """
        UPDATE scan_days
        SET scans = scans + ?2, bots = bots + ?3, uniques = uniques + ?4, cells = CAST(cells || ?5 AS BLOB)
        WHERE key = ?1
        """
    static let day = "SELECT cells, series, counts, sketch, scans, bots, uniques FROM scan_days WHERE key = ?"
    static let lengths = "SELECT LENGTH(cells), LENGTH(counts) FROM scan_days WHERE key = ?"
    static let series = "SELECT cells, series FROM scan_days WHERE key = ?"
    static let replaceDay = """
        INSERT OR REPLACE INTO scan_days (key, scans, bots, uniques, cells, series, counts, sketch)
        VALUES (?, ?, ?, ?, NULL, ?, ?, ?)
        """
    static let quarter = "SELECT counts FROM scan_quarters WHERE key = ?"
    static let quarters = "SELECT key, counts FROM scan_quarters WHERE key >= ? AND key < ?"
    static let replaceQuarter = "INSERT OR REPLACE INTO scan_quarters (key, counts) VALUES (?, ?)"
    static let removeQuarters = "DELETE FROM scan_quarters WHERE key >= ? AND key < ?"
    static let removeDay = "DELETE FROM scan_days WHERE key = ?"
    static let scansOfDays = "SELECT key, scans FROM scan_days ORDER BY key"
    static let keysOfDay = "SELECT key FROM scan_days WHERE key >= ? AND key < ?"

    static let staleDay = "SELECT day FROM stale_days ORDER BY day LIMIT 1"
    static let freshenDay = "DELETE FROM stale_days WHERE day = ?"
    static let staleTag = """
        SELECT s.tag, s.changes, s.through_day, t.account, t.tag
        FROM stale_tags AS s JOIN scan_tags AS t ON t.number = s.tag LIMIT 1
        """
    static let dayAfter = "SELECT day, is_purged FROM scan_spans WHERE day > ? ORDER BY day LIMIT 1"
    static let advanceTag = "UPDATE stale_tags SET through_day = ? WHERE tag = ? AND changes = ?"
    static let isStale = "SELECT 1 FROM stale_tags WHERE tag = ?"
    static let freshenTag = "DELETE FROM stale_tags WHERE tag = ? AND changes = ?"
}
