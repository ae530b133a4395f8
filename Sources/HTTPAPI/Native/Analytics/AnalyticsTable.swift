// SPDX-License-Identifier: Apache-2.0

import CSV
import Scans
import Store

/// The counts of a range as a table of CSV: the series, or the values of one dimension.
struct AnalyticsTable {
    let question: AnalyticsQuestion
    let counts: ScanCounts
    /// The dimension whose values are listed; nil for the series.
    let dimension: ScanDimension?

    /// The table's bytes, a header first.
    var bytes: [UInt8] {
        var writer = CSVWriter()
        if let dimension {
            writer.record([dimension.parameter, "scans"])
            for count in counts[dimension] { writer.record([count.name, String(count.scans)]) }
        } else if question.wantsScansAlone {
            writer.record(["date", "scans"])
            for (label, interval) in zip(question.range.labels, counts.intervals) {
                writer.record([label, String(interval.scans)])
            }
        } else {
            writer.record(["date", "scans", "uniques"])
            for (label, interval) in zip(question.range.labels, counts.intervals) {
                writer.record([label, String(interval.scans), String(interval.uniques)])
            }
        }
        return writer.take()
    }
}
