// SPDX-License-Identifier: Apache-2.0

/// What a file of rows is.
package enum RowFormat: String, Sendable, CaseIterable {
    /// A line a row, cells that begin like formulas neutralized.
    case csv
    /// A JSON object a line.
    case ndjson

    /// The file's media type.
    package var mediaType: String { self == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson" }
}
