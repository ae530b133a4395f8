// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Store

/// The counts of a range as the native API shows them: what the store counts, and nothing made up beside it.
struct AnalyticsObject {
    let subject: AnalyticsSubject
    let question: AnalyticsQuestion
    let counts: ScanCounts
    /// The counts of the range before, where they are compared.
    let previous: ScanCounts?

    private var range: AnalyticsRange { question.range }

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        subject.write(to: &writer)
        writeCounts(to: &writer)
    }

    /// Writes what was counted, and over which range.
    func writeCounts(to writer: inout JSONWriter) {
        writer.member("from", range.from)
        writer.member("to", range.to)
        writer.member("days", range.days)
        writer.member("interval", range.interval.rawValue)
        writer.member("timezone", range.timeZone)
        writer.member("totals") { write(counts, to: &$0) }
        writer.member("series", zip(range.labels, counts.intervals)) { writer, interval in
            writer.object { writer in
                writer.member("date", interval.0)
                writer.member("scans", interval.1.scans)
                if countsVisitors { writer.member("uniques", interval.1.uniques) }
            }
        }
        if countsVisitors {
            for dimension in ScanDimension.allCases { write(dimension, to: &writer) }
            writeOther(to: &writer)
            writeEstimates(to: &writer)
        }
        writePrevious(to: &writer)
        writeFilters(to: &writer)
    }

    /// Whether visitors and breakdowns were counted beside scans.
    private var countsVisitors: Bool { !question.wantsScansAlone }

    private func write(_ counts: ScanCounts, to writer: inout JSONWriter) {
        writer.member("scans", counts.scans)
        if countsVisitors { writer.member("uniques", counts.uniques) }
        writer.member("bots", counts.bots)
    }

    private func write(_ dimension: ScanDimension, to writer: inout JSONWriter) {
        writer.member(dimension.list, counts[dimension]) { writer, count in
            writer.object { writer in
                writer.member("name", count.name)
                writer.member("scans", count.scans)
            }
        }
    }

    /// How many scans the lists leave out, by list; only those that leave out any.
    private func writeOther(to writer: inout JSONWriter) {
        writer.member("other") { writer in
            for dimension in ScanDimension.allCases {
                guard let other = counts.breakdowns[dimension]?.other, other > 0 else { continue }
                writer.member(dimension.list, other)
            }
        }
    }

    /// What is estimated unless it could be counted, and how well.
    private func writeEstimates(to writer: inout JSONWriter) {
        writer.member("estimates") { writer in
            writer.member("visitors", counts.visitors.count)
            writer.member("exact", counts.visitors.isExact)
            writer.name("standardError")
            writer.literal(counts.visitors.isExact ? "0" : "0.016")
        }
    }

    private func writePrevious(to writer: inout JSONWriter) {
        guard let previous else { return }
        writer.member("previous") { writer in
            writer.member("from", range.preceding)
            writer.member("to", range.from)
            writer.member("totals") { write(previous, to: &$0) }
            writer.member("change") { writer in
                Self.change("scans", from: previous.scans, to: counts.scans, &writer)
                if countsVisitors { Self.change("uniques", from: previous.uniques, to: counts.uniques, &writer) }
            }
        }
    }

    /// The growth as a fraction, such as 0.25 for a quarter more; null where there was nothing before.
    private static func change(_ name: String, from before: Int, to after: Int, _ writer: inout JSONWriter) {
        writer.name(name)
        guard before > 0 else { return writer.null() }
        let thousandths = (Double(after - before) / Double(before) * 1_000).rounded()
        writer.value(.number(thousandths / 1_000))
    }

    /// What the scans were chosen by, and what that cost.
    private func writeFilters(to writer: inout JSONWriter) {
        guard !question.filters.isEmpty else { return }
        writer.member("filters") { writer in
            for dimension in ScanDimension.allCases {
                guard let value = question.filters[dimension] else { continue }
                writer.member(dimension.parameter, value)
            }
        }
        writer.member("scansRead", counts.scansRead)
    }
}
