// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Reads a page and its total at one moment of the database.
    package func list(_ query: CodeListQuery, of account: AccountID) async throws(StoreError) -> CodePage {
        // A text that is longer than every field is in none of them, and LIKE takes 50,000 bytes at most.
        if let search = query.search, search.utf8.count > Payload.maximumLength {
            return CodePage(codes: [], total: 0, next: nil)
        }
        let limit = min(max(query.limit, 1), 100)
        return try await readSnapshot("codes.list") { database in
            let filters = ListSQL.filters(of: query, account: account)
            let page = ListSQL.page(query.order, isTagged: query.tag != nil, isFirst: query.after == nil)
            let arguments = StatementArguments(filters + ListSQL.place(of: query, limit: limit))
            var codes = try database.all(page, arguments) { row in try CodeRow.read(row, during: "codes.list") }
            // One more than asked for tells whether there is a next page.
            let hasMore = codes.count > limit
            if hasMore { codes.removeLast() }
            let next = hasMore ? codes.last.map(query.order.position) : nil
            return CodePage(
                codes: codes, total: try Self.total(query, filters, of: account, in: database), next: next, )
        }
    }

    private static func total(
        _ query: CodeListQuery,
        _ filters: [(any DatabaseValueConvertible)?],
        of account: AccountID,
        in database: Database,
    ) throws -> Int {
        let isUnfiltered = query.type == nil && query.status == nil && query.tag == nil && query.search == nil
        guard !isUnfiltered else { return try database.first(CodeSQL.livingCount, [account.number]) { $0[0] } ?? 0 }
        let total = query.tag == nil ? ListSQL.total : ListSQL.taggedTotal
        return try database.first(total, StatementArguments(filters)) { $0[0] } ?? 0
    }
}

/// The statements of lists.
///
/// A filter that is not used is NULL.
enum ListSQL {
    /// Arguments: 1 account, 2 tag, 3 type, 4 status, 5 pattern; pages also: 6 the number and 7 the value behind which
    /// they begin, 8 how many rows, 9 how many to pass over first.
    static func filters(of query: CodeListQuery, account: AccountID) -> [(any DatabaseValueConvertible)?] {
        [account.number, query.tag?.text, query.type?.rawValue, query.status?.rawValue, query.search.map(pattern)]
    }

    /// The arguments 6 to 9 of pages.
    static func place(of query: CodeListQuery, limit: Int) -> [(any DatabaseValueConvertible)?] {
        let value: (any DatabaseValueConvertible)? =
            switch query.after?.value {
            case .whole(let whole): whole
            case .text(let text): text
            case nil: nil
            }
        return [query.after?.number, value, limit + 1, max(query.skip, 0)]
    }

    /// A page in an order; the words of the order are this program's own.
    static func page(_ order: CodeOrder, isTagged: Bool, isFirst: Bool) -> String {
        let (direction, beyond) = order.isDescending ? ("DESC", "<") : ("ASC", ">")
        let number = isTagged ? "g.code" : "c.number"
        let key = key(order.key)
        let after =
            switch (isFirst, key) {
            // The arguments stand in every statement, so that each has the same.
            case (true, _): "?6 IS NULL AND ?7 IS NULL"
            case (false, nil): "\(number) \(beyond) ?6 AND ?7 IS NULL"
            case (false, let key?): "(\(key) \(beyond) ?7 OR (\(key) = ?7 AND \(number) \(beyond) ?6))"
            }
        let found = isTagged ? "\(tagged) LEFT JOIN code_totals t ON t.code = c.number" : CodeRow.source
        let owned = isTagged ? "g.account = ?1 AND g.tag = ?2" : "c.account = ?1 AND ?2 IS NULL"
        let wanted = "FROM \(found) WHERE \(owned) AND \(after) AND \(matching)"
        guard let key else {
            return "SELECT \(CodeRow.columns) \(wanted) ORDER BY \(number) \(direction) LIMIT ?8 OFFSET ?9"
        }
        // Sorted by the keys alone: the other columns are read of the page's few rows only.
        return """
            SELECT \(CodeRow.columns) FROM \(CodeRow.source) WHERE c.number IN (
                SELECT c.number \(wanted) ORDER BY \(key) \(direction), c.number \(direction) LIMIT ?8 OFFSET ?9
            ) ORDER BY \(key) \(direction), c.number \(direction)
            """
    }

    /// What an order goes by; nil where that is the row number alone.
    private static func key(_ key: CodeOrder.Key) -> String? {
        switch key {
        case .createdAt: nil
        case .updatedAt: "c.updated_at"
        case .name: "COALESCE(c.name, '') COLLATE NOCASE"
        case .scans: "COALESCE(t.scans, 0)"
        case .lastScannedAt: "COALESCE(t.last_scanned_at, 0)"
        }
    }

    static let total = "SELECT COUNT(*) FROM codes c WHERE c.account = ?1 AND ?2 IS NULL AND \(matching)"

    // CROSS JOIN keeps the order of the tables: from the tag's few codes to their rows.
    private static let tagged = "code_tags g CROSS JOIN codes c ON c.number = g.code"
    static let taggedTotal = "SELECT COUNT(*) FROM \(tagged) WHERE g.account = ?1 AND g.tag = ?2 AND \(matching)"

    private static let matching = """
        c.deleted_at IS NULL AND (?3 IS NULL OR c.data_type = ?3) AND (?4 IS NULL OR c.status = ?4)
        AND (?5 IS NULL OR c.name LIKE ?5 ESCAPE '\\' OR c.id LIKE ?5 ESCAPE '\\' OR c.payload LIKE ?5 ESCAPE '\\')
        """

    /// A LIKE pattern that matches every text with `text` in it, its wildcards taken as they stand.
    private static func pattern(_ text: String) -> String {
        var pattern = "%"
        for character in text.unicodeScalars {
            if character == "%" || character == "_" || character == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(character)
        }
        return pattern + "%"
    }
}
