// SPDX-License-Identifier: Apache-2.0

import Telemetry
import Testing

@Suite("Metrics")
struct MetricsTextTests {
    @Test("a metric is described, typed and valued")
    func oneValue() {
        var text = MetricsText()
        text.add(.ingestedScans, 12)
        text.add(.ingestLag, 0.25)
        #expect(
            text.text == """
                # HELP waymark_ingest_scans_total Scans moved from the journal into the store.
                # TYPE waymark_ingest_scans_total counter
                waymark_ingest_scans_total 12
                # HELP waymark_ingest_lag_seconds The age of the newest stored scan while others wait; 0 when none waits.
                # TYPE waymark_ingest_lag_seconds gauge
                waymark_ingest_lag_seconds 0.25

                """
        )
    }

    @Test("several values share one description, and labels are escaped")
    func severalValues() {
        var text = MetricsText()
        text.add(.tableEntries, MetricsText.Sample("kind", "code", 1), MetricsText.Sample("kind", "a\"\\\n", 2))
        let lines = text.text.split(separator: "\n").dropFirst(2)
        #expect(
            Array(lines) == [
                "waymark_table_entries{kind=\"code\"} 1", "waymark_table_entries{kind=\"a\\\"\\\\\\n\"} 2",
            ])
    }

    @Test("names have the prefix, and every metric says what it is on one line", arguments: MetricName.allCases)
    func names(name: MetricName) {
        #expect(name.rawValue.hasPrefix("waymark_"))
        #expect(name.rawValue.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) })
        #expect(!name.help.isEmpty && !name.help.contains("\n") && !name.help.contains("\\"))
    }

    @Test("the process knows what it uses")
    func usage() {
        let usage = ProcessUsage.now
        #expect(usage.processorSeconds > 0)
        #expect(usage.residentBytes > 1 << 20)
        #expect((usage.openFiles ?? 0) > 2)
        #expect(usage.mostFiles > 100)
    }
}
