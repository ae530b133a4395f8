// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPAPI
import Logging
import Management
import NIOCore
import QRRender
import Redirect
import Scans
import ServiceLifecycle
import Store
import Styling

/// Everything that a server is made of, put together once, from the store outward.
struct ServerParts: Sendable {
    /// The use cases.
    let composition: Composition
    /// The ports to listen on.
    let ports: ListeningPorts
    /// The redirects.
    let redirects: RedirectCore
    /// The HTTP interface.
    let api: WaymarkAPI
    /// What runs beside the HTTP server, in the order of starting.
    let services: [any Service]

    init(settings: Settings, logger: Logger, group: any EventLoopGroup) async throws {
        ports = try await settings.ports.chosen(host: settings.host, group: group)
        for font in settings.labelFonts { try LabelFonts.add(fontFile: font) }
        let store = try await StoreFactory(settings: settings).open()
        let journal = try Self.journal(settings, logger: logger)
        let secret = try SecretFile.secret(settings)
        let table = RedirectTable(
            settings: settings.tableSettings,
            store: store,
            vault: Vault(secret: secret),
            logger: logger,
        )
        composition = Composition(
            settings: settings,
            store: store,
            publicURL: settings.publicURL ?? settings.listeningURL(ports),
            ports: ports,
            secret: secret,
        ) { table.invalidate($0) }
        try PublicAddress.note(composition.publicURL, in: settings.dataDirectory)
        let conditional = RedirectServices(
            passwords: PasswordGate(secret: secret, isSecure: composition.publicURL.hasPrefix("https:")),
            theme: settings.pageTheme,
            limits: store,
            journal: journal,
        )
        redirects = RedirectCore(
            table: table,
            proxies: settings.trustedProxies,
            logger: logger,
            journal: journal,
            services: conditional,
        )
        let authenticator = Authenticator(store: store, plans: settings.plans, clock: { .now })
        let quota = RenderQuota(store: store, clock: { .now })
        let repetitions = Repetitions(store: store, seal: AnswerSeal(secret: secret), clock: { .now })
        let live = LiveScans(store: store, logger: logger)
        let ingester = ScanIngester(journal: journal, store: store, logger: logger) { live.noteStored() }
        let images = RenderCache(capacity: settings.renderCacheBytes)
        let pictures = composition.pictures
        let rows = RowWorker(
            codes: composition.library, pictures: pictures, images: images, publicURL: composition.publicURL,
        ) { table.invalidate($0) }
        let jobs = try BulkJobs.kept(settings, in: store, rows)
        let webhooks = WebhookParts(settings, composition, store, logger: logger)
        let counts = HTTPCounts()
        let metrics = ServerMetrics(
            redirects: redirects,
            table: table,
            journal: journal,
            ingester: ingester,
            images: images,
            http: counts,
            startedAt: .now,
            clock: { .now },
        )
        api = WaymarkAPI(
            WaymarkAPI.Dependencies(
                codes: composition.library,
                keys: composition.keys,
                authenticator: authenticator,
                scans: store,
                recordedScans: store,
                images: images,
                pictures: pictures,
                quota: quota,
                limiter: RateLimiter(),
                repetitions: repetitions,
                jobs: jobs,
                rows: rows,
                live: live,
                webhooks: webhooks.registry,
                redirects: RedirectResponder(core: redirects),
                links: LinkSigner(secret: secret),
                publicURL: composition.publicURL,
                probes: [.store(store), .scans(journal, ingester)],
                metrics: { metrics.text },
                counts: counts,
            )
        )
        services = [
            Closing { await Self.close(store, logger) },
            JournalKeeper(journal: journal, logger: logger),
            ingester,
            TableSnapshot(table: table, path: "\(settings.dataDirectory)/redirects", logger: logger),
            ScanPurger(store: store, keeping: settings.scanRetention, logger: logger),
            InvalidationFollower(table: table, feed: store, logger: logger),
            Repeating(interval: .seconds(10)) { await Self.flush(authenticator, logger) },
            Repeating(interval: .seconds(1)) { await Self.flush(quota, logger) },
            Repeating(interval: .seconds(60)) { await Self.forget(repetitions, logger) },
            live,
            webhooks.deliverer,
            BulkRunner(jobs: jobs, cores: System.coreCount, logger: logger),
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

    private static func close(_ store: any WaymarkStore, _ logger: Logger) async {
        do {
            try await store.close()
        } catch {
            logger.error("the store did not close", metadata: ["error": "\(error)"])
        }
    }

    private static func forget(_ repetitions: Repetitions, _ logger: Logger) async {
        do {
            try await repetitions.forget()
        } catch {
            logger.warning("old requests could not be forgotten yet", metadata: ["error": "\(error)"])
        }
    }

    private static func flush(_ quota: RenderQuota, _ logger: Logger) async {
        do {
            try await quota.flush()
        } catch {
            logger.warning("the last renders could not be counted yet", metadata: ["error": "\(error)"])
        }
    }

    private static func flush(_ authenticator: Authenticator, _ logger: Logger) async {
        do {
            try await authenticator.flushUses()
        } catch {
            logger.warning("the last uses of keys could not be stored", metadata: ["error": "\(error)"])
        }
    }
}

extension Settings {
    /// The bounds of the redirect table.
    fileprivate var tableSettings: TableSettings {
        TableSettings(maximumBytes: cacheBytes, freshFor: cacheTTL, unknownFreshFor: cacheTTL)
    }
}
