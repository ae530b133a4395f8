// SPDX-License-Identifier: Apache-2.0

package import Logging
package import Scans
import Synchronization

/// What all redirects of a process share: the connections that answer them themselves, and the ordinary router.
package final class RedirectCore: Sendable {
    /// The codes.
    package let table: RedirectTable
    /// The proxies whose word about a client is believed.
    let proxies: TrustedProxies
    /// How patient connections are.
    let settings: ConnectionSettings
    /// What answers have in common.
    let book: AnswerBook
    /// What conditional codes need.
    let services: RedirectServices
    /// Tells the moment.
    let clock: MomentClock
    /// The counters of requests that came through the ordinary router.
    let routerCounters = LoopCounters()

    private let makeRecorder: @Sendable () throws -> sending ScanRecorder
    private let logger: Logger
    private let loops = Mutex<[LoopCounters]>([])
    private let router = Mutex(Router())

    /// The recorder that the router's scans share.
    private struct Router {
        var recorder: ScanRecorder?
        var nextAttempt = Int64.min
    }

    /// Puts the parts together.
    /// - Parameters:
    ///   - table: the codes.
    ///   - proxies: the proxies whose word about a client is believed.
    ///   - settings: how patient connections are.
    ///   - clock: tells the moment.
    ///   - logger: is told when no recorder can be made.
    ///   - services: what conditional codes need.
    ///   - makeRecorder: makes a recorder for an event loop, and one for the router.
    init(
        table: RedirectTable,
        proxies: TrustedProxies,
        settings: ConnectionSettings = ConnectionSettings(),
        clock: @escaping MomentClock = { Moment.now },
        logger: Logger,
        services: RedirectServices = RedirectServices(),
        makeRecorder: @escaping @Sendable () throws -> sending ScanRecorder,
    ) {
        self.services = services
        book = AnswerBook(pages: PageSet(theme: services.theme))
        self.table = table
        self.proxies = proxies
        self.settings = settings
        self.clock = clock
        self.logger = logger
        self.makeRecorder = makeRecorder
    }

    /// Puts the parts together, scans going to a journal.
    /// - Parameters:
    ///   - table: the codes.
    ///   - proxies: the proxies whose word about a client is believed.
    ///   - settings: how patient connections are.
    ///   - logger: is told when the journal gives no writer.
    ///   - journal: takes the scans.
    ///   - services: what conditional codes need.
    package convenience init(
        table: RedirectTable,
        proxies: TrustedProxies,
        settings: ConnectionSettings = ConnectionSettings(),
        logger: Logger,
        journal: ScanJournal,
        services: RedirectServices = RedirectServices(),
    ) {
        self.init(table: table, proxies: proxies, settings: settings, logger: logger, services: services) {
            JournalRecorder(writer: try journal.makeWriter())
        }
    }

    /// What the redirects of this process did so far.
    package var counts: RedirectCounts {
        var sum = RedirectCounts()
        routerCounters.add(to: &sum)
        for counters in loops.withLock({ $0 }) { counters.add(to: &sum) }
        return sum
    }

    /// Counters for another event loop.
    func makeCounters() -> LoopCounters {
        let counters = LoopCounters()
        loops.withLock { $0.append(counters) }
        return counters
    }

    /// Notes a scan that came through the ordinary router: such scans share one recorder behind a lock.
    func recordFromRouter(
        _ scan: RoutedScan,
        _ answer: CachedAnswer,
        lead: ScanLead = ScanLead(),
        at moment: Moment,
    ) {
        let isRecorded = router.withLock { router in
            if router.recorder == nil, moment.uptime >= router.nextAttempt {
                router.nextAttempt = moment.uptime + 1_000
                router.recorder = recorder()
            }
            guard let recorder = router.recorder else { return false }
            defer { recorder.endBatch() }
            return recorder.record(
                code: answer.number,
                version: answer.version,
                at: moment.wall,
                marks: scan.marks,
                address: clientAddress(of: scan),
                country: proxies.country(peer: scan.peer, header: Array(scan.country.utf8).span),
                userAgent: Array(scan.userAgent.utf8).span,
                referrer: Array(scan.referrer.utf8).span,
                language: Array(scan.language.utf8).span,
                lead: lead,
            )
        }
        routerCounters.countScan(isRecorded: isRecorded)
    }

    /// Who scans: the other end of the connection, or whom a trusted proxy names.
    func clientAddress(of scan: RoutedScan) -> IPAddress {
        proxies.clientAddress(peer: scan.peer, forwardedFor: Array(scan.forwardedFor.utf8).span)
    }

    /// A recorder; nil where none can be made now.
    func recorder() -> sending ScanRecorder? {
        do {
            return try makeRecorder()
        } catch {
            logger.error("scans are answered but not counted", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
