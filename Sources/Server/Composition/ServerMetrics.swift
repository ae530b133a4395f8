// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPAPI
import QRRender
import Redirect
import Scans
import Telemetry

/// Asks every part of the server what it did and how it is.
struct ServerMetrics: Sendable {
    let redirects: RedirectCore
    let table: RedirectTable
    let journal: ScanJournal
    let ingester: ScanIngester
    let images: RenderCache
    let http: HTTPCounts
    let startedAt: Timestamp
    let clock: WallClock

    /// The text that `/metrics` shows.
    var text: MetricsText {
        var text = MetricsText()
        text.add(.buildInfo, MetricsText.Sample("version", WaymarkServer.version, 1))
        add(redirects.counts, to: &text)
        add(table.statistics, hits: redirects.counts.hits, to: &text)
        add(journal.status, to: &text)
        add(ingester.status, to: &text)
        addInterface(to: &text)
        add(images.statistics, to: &text)
        addProcess(to: &text)
        return text
    }

    private func add(_ counts: RedirectCounts, to text: inout MetricsText) {
        text.add(
            .redirects,
            MetricsText.Sample("outcome", "answered", counts.scans),
            MetricsText.Sample("outcome", "refused", counts.notices - counts.unavailable),
            MetricsText.Sample("outcome", "unavailable", counts.unavailable),
        )
        text.add(.unrecordedScans, counts.unrecorded)
        text.add(.handedOnConnections, counts.handedOn)
    }

    private func add(_ table: TableStatistics, hits: Int, to text: inout MetricsText) {
        text.add(.tableHits, hits + table.hits)
        text.add(.tableMisses, table.misses)
        text.add(.tableLoadFailures, table.failures)
        text.add(.tableLoads, table.loads)
        text.add(
            .tableEntries,
            MetricsText.Sample("kind", "code", table.codes),
            MetricsText.Sample("kind", "unknown", table.unknownIDs),
        )
        text.add(.tableBytes, table.bytes)
    }

    private func add(_ journal: JournalStatus, to text: inout MetricsText) {
        text.add(.journalProblem, [journal.problem].compactMap(\.self).count)
        text.add(.journalBytes, journal.usedBytes)
        text.add(.journalLimit, journal.maximumBytes)
        text.add(.journalSegments, journal.segments)
        text.add(.journalOverflow, journal.overflowed)
    }

    private func add(_ ingest: IngestStatus, to text: inout MetricsText) {
        text.add(.backlogScans, ingest.backlogScans)
        text.add(.backlogBytes, ingest.backlogBytes)
        text.add(.ingestedScans, ingest.ingested)
        text.add(.ingestFailures, ingest.failures)
        text.add(.ingestLag, ingest.lag(at: clock()))
    }

    private func addInterface(to text: inout MetricsText) {
        let responses = http.responses
        text.add(
            .responses,
            MetricsText.Sample("status", "1xx", responses[0]),
            MetricsText.Sample("status", "2xx", responses[1]),
            MetricsText.Sample("status", "3xx", responses[2]),
            MetricsText.Sample("status", "4xx", responses[3]),
            MetricsText.Sample("status", "5xx", responses[4]),
        )
        text.add(.storeErrors, http.storeErrors)
    }

    private func add(_ images: RenderCache.Statistics, to text: inout MetricsText) {
        text.add(.renderCacheHits, images.hits)
        text.add(.renderCacheMisses, images.misses)
        text.add(.refusedRenders, images.refused)
        text.add(.renderCacheEntries, images.count)
        text.add(.renderCacheBytes, images.bytes)
    }

    private func addProcess(to text: inout MetricsText) {
        let usage = ProcessUsage.now
        text.add(.processorTime, usage.processorSeconds)
        text.add(.residentMemory, usage.residentBytes)
        if let openFiles = usage.openFiles { text.add(.openFiles, openFiles) }
        text.add(.mostFiles, usage.mostFiles)
        text.add(.startTime, Double(startedAt.milliseconds) / 1_000)
    }
}
