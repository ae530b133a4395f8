// SPDX-License-Identifier: Apache-2.0

package import Bulk
package import Codes
package import Hummingbird
package import Management
package import QRRender
package import Redirect
package import Scans
package import Store
package import Styling
package import Telemetry
package import Webhooks

/// The HTTP interface: everything that is asked of the server and is not a scan of a code.
package struct WaymarkAPI: Sendable {
    /// What the interface works with.
    package struct Dependencies: Sendable {
        /// What can be done with codes.
        package let codes: CodeLibrary
        /// Accounts and their keys.
        package let keys: KeyRegistry
        /// Tells callers by their keys.
        package let authenticator: Authenticator
        /// Where the counts of scans are.
        package let scans: any ScanStore
        /// Where scans are read one by one.
        package let recordedScans: any RecordedScanStore
        /// Makes and keeps pictures.
        package let images: RenderCache
        /// Fetches, decodes and keeps logos and background pictures.
        package let pictures: PictureLibrary
        /// Counts renders against plans.
        package let quota: RenderQuota
        /// Bounds calls and pictures by the minute.
        package let limiter: RateLimiter
        /// Knows requests again that are repeated.
        package let repetitions: Repetitions
        /// Batches that are worked off after their callers were answered.
        package let jobs: BulkJobs
        /// Makes what single rows of the older API ask for.
        package let rows: RowWorker
        /// Hands scans to those who watch them.
        package let live: LiveScans
        /// What accounts are told of, and where.
        package let webhooks: WebhookRegistry
        /// Answers scans that no connection answered itself.
        package let redirects: RedirectResponder
        /// Signs links that are fetched without a key.
        package let links: LinkSigner
        /// The address at which the server is reached from outside, without a slash at the end.
        package let publicURL: String
        /// The version of the program, as the description of the interface tells it.
        package let version: String
        /// What has to work for the server to be ready, asked by `/readyz`.
        package let probes: [ReadinessProbe]
        /// What `/metrics` shows.
        package let metrics: @Sendable () async -> MetricsText
        /// What was answered, for the metrics.
        package let counts: HTTPCounts
        /// What one request may cost.
        package let limits: APILimits
        /// Tells the time.
        package let clock: WallClock
        /// Makes ids for requests that bring none.
        package let makeRequestID: @Sendable () -> String

        /// Puts the dependencies together.
        package init(
            codes: CodeLibrary,
            keys: KeyRegistry,
            authenticator: Authenticator,
            scans: any ScanStore,
            recordedScans: any RecordedScanStore,
            images: RenderCache,
            pictures: PictureLibrary,
            quota: RenderQuota,
            limiter: RateLimiter,
            repetitions: Repetitions,
            jobs: BulkJobs,
            rows: RowWorker,
            live: LiveScans,
            webhooks: WebhookRegistry,
            redirects: RedirectResponder,
            links: LinkSigner,
            publicURL: String,
            version: String,
            probes: [ReadinessProbe],
            metrics: @escaping @Sendable () async -> MetricsText = { MetricsText() },
            counts: HTTPCounts = HTTPCounts(),
            limits: APILimits = APILimits(),
            clock: @escaping WallClock = { .now },
            makeRequestID: @escaping @Sendable () -> String = { RequestID.make() },
        ) {
            self.codes = codes
            self.keys = keys
            self.authenticator = authenticator
            self.scans = scans
            self.recordedScans = recordedScans
            self.images = images
            self.pictures = pictures
            self.quota = quota
            self.limiter = limiter
            self.repetitions = repetitions
            self.jobs = jobs
            self.rows = rows
            self.live = live
            self.webhooks = webhooks
            self.redirects = redirects
            self.links = links
            self.publicURL = publicURL
            self.version = version
            self.probes = probes
            self.metrics = metrics
            self.counts = counts
            self.limits = limits
            self.clock = clock
            self.makeRequestID = makeRequestID
        }
    }

    let dependencies: Dependencies
    let watchers = Watchers()
    /// Lets so many batches work at once that all cores are busy and their bodies fit in memory, as do those that wait.
    ///
    /// Of an account at most one that is large waits, as few large bodies are in memory at once.
    let batches: AccountTurns

    /// Makes the interface.
    package init(_ dependencies: Dependencies) { self.init(dependencies, batches: Self.turnsOfBatches()) }

    init(_ dependencies: Dependencies, batches: AccountTurns) {
        self.dependencies = dependencies
        self.batches = batches
    }

    /// As the server takes them.
    static func turnsOfBatches() -> AccountTurns {
        AccountTurns(places: 4, bounds: AccountTurns.Bounds(weight: 8_000_000, total: 64_000_000))
    }

    /// The responder for a Hummingbird application: every path, behind all middleware.
    package func makeResponder() -> RouterResponder<APIContext> {
        let router = Router(context: APIContext.self)
        // Outermost first. Middleware covers only what is added after it, and what is found nowhere.
        router.add(middleware: RequestIdentity(makeID: dependencies.makeRequestID, counts: dependencies.counts))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: UnreadBodies(lingering: dependencies.limits.lingering))
        router.add(middleware: ProblemResponses(publicURL: dependencies.publicURL, counts: dependencies.counts))
        router.add(middleware: KnownMethods())
        let gate = KeyGate(authenticator: dependencies.authenticator, limiter: dependencies.limiter)
        let repetition = RepetitionGate(
            repetitions: dependencies.repetitions, body: BodyReader(limits: dependencies.limits), )
        for (path, operations) in routes {
            let resource = Resource(operations, gate: gate, repetition: repetition)
            for method in Resource.methods { router.on(path, method: method, responder: resource) }
        }
        return router.buildResponder()
    }
}
