// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Management
import QRRender
import SQLiteStore
import Scans
import Store
import Styling
import Synchronization
import Webhooks

@testable import HTTPAPI
@testable import Redirect

/// The whole interface over an embedded store of its own, with a clock that stands still and ids that count.
struct APIFixture: Sendable {
    /// The public address that everything is made with.
    static let publicURL = "https://qr.example.com"
    /// The moment at which the clock stands at first.
    static let start = Timestamp(iso8601: "2026-05-21T15:00:00.000Z") ?? .now

    let folder = TemporaryFolder()
    let clock = StandingClock(APIFixture.start)
    let scans = ScanLog()
    let invalidated = ScanLog()
    let addresses = PictureAddresses()
    /// Whose ZIP batch is made.
    let batches = WaymarkAPI.turnsOfBatches()
    let store: SQLiteStore
    let registry: KeyRegistry
    /// A key with every scope of an account without limits.
    let key: String
    let clientID: String
    let account: Account
    private let plans: PlanCatalog
    private let images: RenderCache

    init(images: RenderCache = RenderCache()) async throws {
        self.images = images
        plans = try PlanCatalog.builtIn()
        store = try SQLiteStore(path: folder.path + "/waymark.sqlite")
        try await store.migrate()
        let clock = clock
        registry = KeyRegistry(store: store, plans: plans, clock: { clock.now })
        let scopes = Set(Scope.allCases)
        let issued = try await registry.issue(account: "default", plan: nil, name: "test", scopes: scopes)
        key = issued.secret.text
        clientID = issued.account.clientID
        account = issued.account
    }

    /// Another key.
    func key(account: String = "default", plan: String? = nil, scopes: Set<Scope> = [.read, .write]) async throws
        -> String
    {
        let name = scopes.map(\.rawValue).sorted().joined(separator: "-")
        return try await registry.issue(account: account, plan: plan, name: name, scopes: scopes).secret.text
    }

    /// How many living codes the first account has.
    func codeCount() async throws -> Int { try await store.count(of: account.id) }

    /// The interface, with the real store where no other is given.
    func application(
        codes: (any CodeStore)? = nil,
        accounts: (any AccountStore)? = nil,
        limits: APILimits = APILimits(),
        probes: [ReadinessProbe]? = nil,
        longestAnswer: Int = Repetitions.usualLongestBody,
    ) throws -> Application<RouterResponder<APIContext>> {
        let api = try api(
            codes: codes, accounts: accounts, limits: limits, probes: probes, longestAnswer: longestAnswer, )
        return Application(
            responder: api.makeResponder(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        )
    }

    /// Every path, and who answers its methods.
    func routes() throws -> [WaymarkAPI.Route] { try api().routes }

    /// The paths that answer POST to callers with a key.
    func postPaths(_ isTaken: (any KeyedEndpoint.Type) -> Bool = { _ in true }) throws -> [String] {
        try api().routes.compactMap { path, operations in
            guard case .keyed(let endpoint)? = operations[.post], isTaken(type(of: endpoint)) else { return nil }
            return path.description
        }
    }

    private func api(
        codes: (any CodeStore)? = nil,
        accounts: (any AccountStore)? = nil,
        limits: APILimits = APILimits(),
        probes: [ReadinessProbe]? = nil,
        longestAnswer: Int = Repetitions.usualLongestBody,
    ) throws -> WaymarkAPI {
        let (clock, invalidated) = (clock, invalidated)
        let table = RedirectTable(clock: { Moment(wall: clock.now, uptime: 0) }, store: store)
        let rules = CodeRules(
            hosts: OwnHosts(publicURLs: [Self.publicURL]),
            styles: NativeStyleRules(publicURL: Self.publicURL),
            clock: { clock.now },
        )
        let counter = Counter()
        let library = CodeLibrary(
            store: codes ?? store,
            plans: plans,
            rules: rules,
            makeID: { CodeID("code000\(counter.next())") ?? CodeLibrary.randomID() },
            invalidate: { id in
                invalidated.note(id.text)
                table.invalidate(id)
            },
        )
        let pictures = PictureLibrary(store: store, clock: { clock.now }) {
            [addresses] address throws(PictureFailure) in try addresses.fetch(address)
        }
        let rows = RowWorker(codes: library, pictures: pictures, images: images, publicURL: Self.publicURL) { _ in }
        let requests = Counter()
        let secret = ServerSecret("a secret of sixteen bytes or more")
        let dependencies = WaymarkAPI.Dependencies(
            codes: library,
            keys: registry,
            authenticator: Authenticator(store: accounts ?? store, plans: plans, clock: { clock.now }),
            scans: store,
            recordedScans: store,
            images: images,
            pictures: pictures,
            quota: RenderQuota(store: store, clock: { clock.now }),
            limiter: RateLimiter(uptime: { clock.now.milliseconds * 1_000_000 }),
            repetitions: Repetitions(
                store: store, seal: AnswerSeal(secret: secret), longestBody: longestAnswer, clock: { clock.now }, ),
            jobs: try jobs(rows),
            rows: rows,
            live: LiveScans(store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
            webhooks: webhooks(hosts: rules.hosts),
            redirects: RedirectResponder(core: redirects(table)),
            links: LinkSigner(secret: secret),
            publicURL: Self.publicURL,
            version: "1.2.3",
            probes: probes ?? [.store(store)],
            limits: limits,
            clock: { clock.now },
            makeRequestID: { "request-\(requests.next())" },
        )
        return WaymarkAPI(dependencies, batches: batches)
    }

    /// Sends requests to the interface without a network in between.
    func test(
        codes: (any CodeStore)? = nil,
        accounts: (any AccountStore)? = nil,
        limits: APILimits = APILimits(),
        probes: [ReadinessProbe]? = nil,
        longestAnswer: Int = Repetitions.usualLongestBody,
        _ body: @Sendable (Caller) async throws -> Void,
    ) async throws {
        let application = try application(
            codes: codes, accounts: accounts, limits: limits, probes: probes, longestAnswer: longestAnswer, )
        let key = key
        try await application.test(.router) { try await body(Caller(client: $0, key: key)) }
    }

    /// Bulk jobs that nobody works off.
    private func jobs(_ rows: RowWorker) throws -> BulkJobs {
        let clock = clock
        let services = BulkServices(
            store: store,
            folder: try BulkFolder(path: folder.path + "/bulk"),
            maker: rows,
            plans: plans,
            clock: { clock.now },
        )
        return BulkJobs(services)
    }

    /// Webhooks that nobody delivers to; private addresses are refused.
    private func webhooks(hosts: OwnHosts) -> WebhookRegistry {
        let clock = clock
        let rules = WebhookRules(hosts: hosts) { $0.contains("10.0.0.1") ? "it is private" : nil }
        return WebhookRegistry(
            store: store,
            seal: SecretSeal(vault: Vault(secret: ServerSecret("a secret of sixteen bytes or more"))),
            rules: rules,
            signal: DeliverySignal(),
            clock: { clock.now },
        )
    }

    private func redirects(_ table: RedirectTable) -> RedirectCore {
        let (clock, scans) = (clock, scans)
        return RedirectCore(
            table: table,
            proxies: TrustedProxies(),
            clock: { Moment(wall: clock.now, uptime: 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        ) {
            LoggingRecorder(log: scans)
        }
    }
}

/// A folder that goes when its last holder does.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "waymark-api-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that is set by hand.
final class StandingClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ moment: Timestamp) { self.moment = Mutex(moment) }

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0.adding(duration) } }
}

/// Counts from 1.
final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// What was noted, in order.
final class ScanLog: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func note(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Notes scans in a log instead of a journal.
final class LoggingRecorder: ScanRecorder {
    private let log: ScanLog

    init(log: ScanLog) {
        self.log = log
        super.init()
    }

    override func record(
        code: Int64,
        version: Int,
        at moment: Timestamp,
        marks: ScanMarks,
        address: IPAddress,
        country: CountryCode?,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
        lead: ScanLead,
    ) -> Bool {
        let agent = String(decoding: userAgent.indices.map { userAgent[$0] }, as: UTF8.self)
        log.note("\(marks.contains(.head) ? "HEAD" : "GET") version \(version) by \(agent)")
        return true
    }
}
