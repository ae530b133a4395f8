// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// What a statement over scans asks for beside its range: values of dimensions, listed codes, a tag.
struct ScanConditions {
    /// `AND …` for each condition, with numbered parameters.
    private(set) var sql = ""
    /// The values of the parameters.
    private(set) var arguments: StatementArguments = []

    /// Looks the values up, nil where no scan can have them; the parameters begin with the first number that is free.
    init?(_ query: RecordedScanQuery, of account: Int64, firstParameter parameter: Int, in database: Database) throws {
        var next = parameter
        func add(_ condition: String, _ value: any DatabaseValueConvertible) {
            sql += " AND " + condition.replacing("?", with: "?\(next)")
            arguments += [value]
            next += 1
        }
        // In one order, so that as few statements are kept prepared as there are sets of dimensions.
        for dimension in ScanDimension.allCases {
            guard let text = query.filters[dimension] else { continue }
            guard let number = try ValueNumbers.number(of: text, dimension, in: database) else { return nil }
            add("\(Self.column(of: dimension)) = ?", Int64(number))
        }
        switch query.codes {
        case nil: break
        case .tag(let tag):
            let carries = "SELECT 1 FROM code_tags AS g WHERE g.code = s.code AND g.account = \(account) AND g.tag = ?"
            add("EXISTS (\(carries))", tag.text)
        case .ids(let ids):
            let numbers = try ids.compactMap { id in
                try database.first(ScanSQL.codeNumber, [id.text, account]) { String($0[0] as Int64) }
            }
            guard !numbers.isEmpty else { return nil }
            add("s.code IN (SELECT value FROM json_each(?))", "[\(Set(numbers).joined(separator: ","))]")
        }
    }

    private static func column(of dimension: ScanDimension) -> String {
        switch dimension {
        case .country: "s.country"
        case .region: "s.region"
        case .city: "s.city"
        // Numbers of devices begin with 1 where 0 is none.
        case .device: "l.device + 1"
        case .os: "l.os"
        case .browser: "l.browser"
        case .referrer: "s.referrer"
        case .language: "s.language"
        case .source: "s.source"
        case .variant: ScanSQL.variant
        }
    }
}
