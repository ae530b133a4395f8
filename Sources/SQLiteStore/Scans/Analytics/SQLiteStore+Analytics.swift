// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds up the stored counts at one moment of the database.
    package func analytics(
        _ query: AnalyticsQuery,
        of scope: ScanScope,
        in account: AccountID,
    ) async throws(StoreError) -> ScanCounts? {
        try Self.check(query, scope)
        return try await readSnapshot("scans.analytics") { database in
            guard let scopes = try Self.keys(of: scope, in: account, database) else { return nil }
            if query.wantsScansAlone, query.filters.count == 1 {
                var reading = try ValueReading(query, in: database)
                return try reading.counts(of: scopes)
            }
            guard query.filters.isEmpty else {
                var reading = FilteredReading(query, in: database)
                let codes = try Self.codes(of: scope, scopes, in: account, database)
                let isTogether = if case .codes = scope { false } else { true }
                return try reading.counts(ofCodes: codes, together: isTogether)
            }
            var reading = try RollupReading(query, in: database)
            try reading.add(scopes)
            return try reading.counts()
        }
    }

    /// Looks every name up.
    package func unknownNames(in scope: ScanScope, of account: AccountID) async throws(StoreError) -> [String] {
        try await readSnapshot("scans.names") { database in
            switch scope {
            case .account: return []
            case .code(let id): return try Self.unknown([id], of: account, database)
            case .codes(let ids): return try Self.unknown(ids, of: account, database)
            case .tag(let tag):
                let arguments: StatementArguments = [account.number, tag.text]
                let isKnown = try [ScanSQL.tagNumber, ScanSQL.codeOfTag].contains { sql in
                    try database.first(sql, arguments) { _ in true } ?? false
                }
                return isKnown ? [] : [tag.text]
            }
        }
    }

    private static func unknown(_ ids: [CodeID], of account: AccountID, _ database: Database) throws -> [String] {
        try ids.map(\.text).filter { id in
            try database.first(ScanSQL.codeNumber, [id, account.number]) { _ in true } == nil
        }
    }

    private static func check(_ query: AnalyticsQuery, _ scope: ScanScope) throws(StoreError) {
        let edges = query.edges
        var fault: String?
        if !AnalyticsQuery.edgeCounts.contains(edges.count) || !zip(edges, edges.dropFirst()).allSatisfy(<=) {
            fault = "\(edges.count) edges, or edges that do not ascend"
        }
        if !AnalyticsQuery.topCounts.contains(query.top) { fault = "the first \(query.top) values" }
        if case .codes(let codes) = scope, codes.count > ScanScope.maximumCodes { fault = "\(codes.count) codes" }
        guard let fault else { return }
        let hint = "This is a defect of Waymark: report it with this line."
        throw StoreError(.failed, operation: "scans.analytics", detail: fault, hint: hint)
    }

    /// The codes whose scans a filtered question is about; as few as it may read, and one more.
    private static func codes(
        of scope: ScanScope,
        _ scopes: [ScopeKey],
        in account: AccountID,
        _ database: Database,
    ) throws -> [Int64] {
        switch scope {
        case .code, .codes: return scopes.map(\.number)
        case .account: return try database.all(ScanSQL.scannedCodes, [account.number, mostReads]) { $0[0] }
        case .tag(let tag):
            return try database.all(ScanSQL.scannedCodesOfTag, [account.number, tag.text, mostReads]) { $0[0] }
        }
    }

    private static let mostReads = Int64(AnalyticsQuery.mostReads)

    /// Whose rows answer a question; nil where the account never had the code.
    private static func keys(of scope: ScanScope, in account: AccountID, _ database: Database) throws -> [ScopeKey]? {
        func code(_ id: CodeID) throws -> ScopeKey? {
            try database.first(ScanSQL.codeNumber, [id.text, account.number]) { ScopeKey(.code, $0[0]) }
        }
        switch scope {
        case .code(let id): return try code(id).map { [$0] }
        case .codes(let ids): return try Set(ids.compactMap(code)).sorted()
        case .account: return [ScopeKey(.account, account.number)]
        case .tag(let tag):
            let number = try database.first(ScanSQL.tagNumber, [account.number, tag.text]) { $0[0] as Int64 }
            guard let number else { return [] }
            guard try database.first(RollupSQL.isStale, [number], { _ in true }) ?? false else {
                return [ScopeKey(.tag, number)]
            }
            // Its codes changed, and its counts are about to be made anew: until then the codes' own are added up.
            return try database.all(ScanSQL.codesOfTag, [account.number, tag.text]) { ScopeKey(.code, $0[0]) }
        }
    }
}
