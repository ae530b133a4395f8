// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Store

/// The counts of a code as the native API shows them: what the store counts, and nothing made up beside it.
struct AnalyticsObject {
    let id: CodeID
    let range: AnalyticsRange
    let counts: ScanCounts

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        writer.member("id", id.text)
        writer.member("from", range.from)
        writer.member("to", range.to)
        writer.member("days", range.days)
        writer.member("interval", range.interval.rawValue)
        writer.member("timezone", range.timeZone)
        writer.member("totals") { writer in
            writer.member("scans", counts.scans)
            writer.member("uniques", counts.uniques)
            writer.member("bots", counts.bots)
        }
        writer.member("series", zip(range.labels, counts.intervals)) { writer, interval in
            writer.object { writer in
                writer.member("date", interval.0)
                writer.member("scans", interval.1.scans)
                writer.member("uniques", interval.1.uniques)
            }
        }
        write("countries", counts[.country], to: &writer)
        write("sources", counts[.source], to: &writer)
        write("variants", counts[.variant], to: &writer)
    }

    private func write(_ name: String, _ counts: [NamedCount], to writer: inout JSONWriter) {
        writer.member(name, counts) { writer, count in
            writer.object { writer in
                writer.member("name", count.name)
                writer.member("scans", count.scans)
            }
        }
    }
}
