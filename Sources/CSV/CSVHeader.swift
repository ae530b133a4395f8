// SPDX-License-Identifier: Apache-2.0

/// The first record of a CSV file: where the field of a name is.
///
/// Letter case, blanks, hyphens and underscores make no difference: `Long URL`, `long_url` and `longUrl` are one name.
package struct CSVHeader: Sendable, Hashable {
    /// The names as the file has them.
    package let names: [String]
    private let places: [String: Int]

    /// Reads the names; of two that are alike, the first counts.
    package init(_ record: CSVRecord) {
        names = record.fields
        places = Dictionary(
            record.fields.enumerated().map { (Self.key($1), $0) }, uniquingKeysWith: { first, _ in first }, )
    }

    /// Where the column of a name is; nil where there is none.
    package func place(of name: String) -> Int? { places[Self.key(name)] }

    /// Whether there is a column of this name.
    package func contains(_ name: String) -> Bool { place(of: name) != nil }

    /// The field of a record under a name; nil where there is no such column, or the record ends before it.
    package func field(_ name: String, of record: CSVRecord) -> String? {
        place(of: name).flatMap { $0 < record.fields.count ? record.fields[$0] : nil }
    }

    private static func key(_ name: String) -> String {
        String(name.lowercased().unicodeScalars.filter { $0 != " " && $0 != "-" && $0 != "_" })
    }
}
