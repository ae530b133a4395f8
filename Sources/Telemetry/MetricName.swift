// SPDX-License-Identifier: Apache-2.0

/// Every metric that the server shows: its name, what kind it is, and what it says.
///
/// Names follow the conventions of Prometheus: one prefix, base units, `_total` for what only grows. No label has a value
/// that grows with the use of the server: no short id, no account.
package enum MetricName: String, Sendable, CaseIterable {
    case buildInfo = "waymark_build_info"
    case redirects = "waymark_redirects_total"
    case unrecordedScans = "waymark_scans_unrecorded_total"
    case handedOnConnections = "waymark_connections_handed_on_total"
    case tableHits = "waymark_table_hits_total"
    case tableMisses = "waymark_table_misses_total"
    case tableLoadFailures = "waymark_table_load_failures_total"
    case tableLoads = "waymark_table_loads"
    case tableEntries = "waymark_table_entries"
    case tableBytes = "waymark_table_bytes"
    case journalProblem = "waymark_journal_problem"
    case journalBytes = "waymark_journal_bytes"
    case journalLimit = "waymark_journal_limit_bytes"
    case journalSegments = "waymark_journal_segments"
    case journalOverflow = "waymark_journal_overflowed_scans_total"
    case backlogScans = "waymark_ingest_backlog_scans"
    case backlogBytes = "waymark_ingest_backlog_bytes"
    case ingestedScans = "waymark_ingest_scans_total"
    case ingestFailures = "waymark_ingest_failures_total"
    case ingestLag = "waymark_ingest_lag_seconds"
    case responses = "waymark_http_responses_total"
    case storeErrors = "waymark_http_store_errors_total"
    case renderCacheHits = "waymark_render_cache_hits_total"
    case renderCacheMisses = "waymark_render_cache_misses_total"
    case refusedRenders = "waymark_refused_renders_total"
    case renderCacheEntries = "waymark_render_cache_entries"
    case renderCacheBytes = "waymark_render_cache_bytes"
    case processorTime = "waymark_process_cpu_seconds_total"
    case residentMemory = "waymark_process_resident_memory_bytes"
    case openFiles = "waymark_process_open_fds"
    case mostFiles = "waymark_process_max_fds"
    case startTime = "waymark_process_start_time_seconds"

    /// How a metric's values go.
    package enum Kind: String, Sendable {
        /// Up, from 0 at the start of the process.
        case counter
        /// Up and down.
        case gauge
    }

    /// How the values go: by its name, a counter ends in `_total`.
    package var kind: Kind { rawValue.hasSuffix("_total") ? .counter : .gauge }

    /// What it says, in one line.
    package var help: String {
        switch self {
        case .buildInfo: "The version that runs; always 1."
        case .redirects:
            "Answered scans and notices, by outcome: answered, refused (404, 410, a password), unavailable (503)."
        case .unrecordedScans: "Scans that were answered and will not be counted: the journal could not take them."
        case .handedOnConnections: "Connections that asked for something else than a plain scan."
        case .tableHits: "Codes found in memory."
        case .tableMisses: "Scans that waited for the store, or got an old answer because it was silent."
        case .tableLoadFailures: "Codes that the store did not give."
        case .tableLoads: "Codes that are being read from the store."
        case .tableEntries: "Codes in memory, and ids known to be unknown."
        case .tableBytes: "What the entries take."
        case .journalProblem:
            "1 while scans cannot be journaled: a full disk, a folder that cannot be written, the bound reached."
        case .journalBytes: "What the journal takes on the disk, spare segments included."
        case .journalLimit: "WAYMARK_JOURNAL_BYTES."
        case .journalSegments: "Files of the journal that hold scans."
        case .journalOverflow: "Scans that the journal had no room for."
        case .backlogScans: "Scans in the journal that are not in the store yet."
        case .backlogBytes: "What these take."
        case .ingestedScans: "Scans moved from the journal into the store."
        case .ingestFailures: "Times that the store did not take a batch; nothing is lost, it is offered again."
        case .ingestLag: "The age of the newest stored scan while others wait; 0 when none waits."
        case .responses: "Answers of the HTTP interface, by the first digit of their status."
        case .storeErrors: "Requests that failed because the store did."
        case .renderCacheHits: "Pictures that were at hand."
        case .renderCacheMisses: "Pictures that were drawn."
        case .refusedRenders: "Pictures that were refused because too many were waiting."
        case .renderCacheEntries: "Pictures in memory."
        case .renderCacheBytes: "What they take."
        case .processorTime: "Processor time, of the user and of the system."
        case .residentMemory: "Resident memory."
        case .openFiles: "Open file descriptors."
        case .mostFiles: "The limit of open file descriptors."
        case .startTime: "When the process started, since 1970."
        }
    }
}
