// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Redirect
import Scans
import ServiceLifecycle
import Store

/// What answers scans, and what counts them.
struct ScanParts: Sendable {
    /// The codes in memory.
    let table: RedirectTable
    /// Where answered scans are written down.
    let journal: ScanJournal
    /// Tells followers of scans that were stored.
    let live: LiveScans
    /// Moves scans from the journal to the store.
    let ingester: ScanIngester

    private let settings: Settings
    private let store: any WaymarkStore
    private let secret: ServerSecret
    private let logger: Logger

    /// Opens the journal and makes an empty table.
    init(_ settings: Settings, _ store: any WaymarkStore, _ secret: ServerSecret, logger: Logger) throws {
        self.settings = settings
        self.store = store
        self.secret = secret
        self.logger = logger
        journal = try Self.journal(settings, logger: logger)
        table = RedirectTable(
            settings: settings.tableSettings,
            store: store,
            vault: Vault(secret: secret),
            logger: logger,
        )
        let live = LiveScans(store: store, logger: logger)
        self.live = live
        ingester = ScanIngester(journal: journal, store: store, logger: logger) { live.noteStored() }
    }

    /// What gives the answers to scans at that address.
    func redirects(at publicURL: String) -> RedirectCore {
        RedirectCore(
            table: table,
            proxies: settings.trustedProxies,
            logger: logger,
            journal: journal,
            services: RedirectServices(
                passwords: PasswordGate(secret: secret, isSecure: publicURL.hasPrefix("https:")),
                theme: settings.pageTheme,
                limits: store,
                journal: journal,
            ),
        )
    }

    /// What runs beside the server, in the order of starting.
    var services: [any Service] {
        [
            JournalKeeper(journal: journal, logger: logger),
            ingester,
            TableSnapshot(table: table, path: "\(settings.dataDirectory)/redirects", logger: logger),
            ScanPurger(store: store, keeping: settings.scanRetention, logger: logger),
            InvalidationFollower(table: table, feed: store, logger: logger),
            live,
        ]
    }

    private static func journal(_ settings: Settings, logger: Logger) throws -> ScanJournal {
        let countries = try settings.geoDatabase.map { try CountryDatabase(path: $0) }
        if countries == nil { logger.warning("no country database: countries stay unknown; see WAYMARK_GEOIP_DB") }
        return try ScanJournal(
            folder: "\(settings.dataDirectory)/journal",
            configuration: JournalConfiguration(fitting: settings.journalBytes, sync: settings.journalSync),
            countries: countries,
            salt: DailySalt(path: "\(settings.dataDirectory)/visitor-salt", now: .now),
        )
    }
}

extension Settings {
    /// The bounds of the redirect table.
    fileprivate var tableSettings: TableSettings {
        TableSettings(maximumBytes: cacheBytes, freshFor: cacheTTL, unknownFreshFor: cacheTTL)
    }
}
