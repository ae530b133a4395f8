// SPDX-License-Identifier: Apache-2.0

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

    private let store: any WaymarkStore
    private let logger: Logger

    init(settings: Settings, logger: Logger, group: any EventLoopGroup) async throws {
        ports = try await settings.ports.chosen(host: settings.host, group: group)
        for font in settings.labelFonts { try LabelFonts.add(fontFile: font) }
        let store = try await StoreFactory(settings: settings).open()
        let secret = try SecretFile.secret(settings)
        let scans = try ScanParts(settings, store, secret, logger: logger)
        composition = Composition(
            settings: settings,
            store: store,
            publicURL: settings.publicURL ?? settings.listeningURL(ports),
            ports: ports,
            secret: secret,
        ) { scans.table.invalidate($0) }
        try PublicAddress.note(composition.publicURL, in: settings.dataDirectory)
        redirects = scans.redirects(at: composition.publicURL)
        let requests = try RequestParts(settings, composition, store, table: scans.table, logger: logger)
        api = Self.api(composition, store, redirects, scans, requests)
        services = scans.services + requests.services
        (self.store, self.logger) = (store, logger)
    }

    /// Closes the store.
    ///
    /// Not a service: those are cancelled together when the time to end is over, and each may have something to store.
    func close() async {
        do {
            try await store.close()
        } catch {
            logger.error("the store did not close", metadata: ["error": "\(error)"])
        }
    }

    private static func api(
        _ composition: Composition,
        _ store: any WaymarkStore,
        _ redirects: RedirectCore,
        _ scans: ScanParts,
        _ requests: RequestParts,
    ) -> WaymarkAPI {
        let counts = HTTPCounts()
        let metrics = ServerMetrics(
            redirects: redirects,
            table: scans.table,
            journal: scans.journal,
            ingester: scans.ingester,
            images: requests.images,
            http: counts,
            startedAt: .now,
            clock: { .now },
        )
        return WaymarkAPI(
            WaymarkAPI.Dependencies(
                codes: composition.library,
                keys: composition.keys,
                authenticator: requests.authenticator,
                scans: store,
                recordedScans: store,
                images: requests.images,
                pictures: composition.pictures,
                quota: requests.quota,
                limiter: RateLimiter(),
                repetitions: requests.repetitions,
                jobs: requests.jobs,
                rows: requests.rows,
                live: scans.live,
                webhooks: requests.webhooks.registry,
                redirects: RedirectResponder(core: redirects),
                links: LinkSigner(secret: composition.secret),
                publicURL: composition.publicURL,
                version: WaymarkServer.version,
                probes: [.store(store), .scans(scans.journal, scans.ingester)],
                metrics: { metrics.text },
                counts: counts,
            )
        )
    }
}
