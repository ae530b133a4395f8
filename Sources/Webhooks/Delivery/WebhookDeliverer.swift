// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
import ServiceLifecycle
package import Store
import Synchronization

/// Delivers events to webhooks as long as the program runs.
///
/// What is to be delivered is in the store, and so is what became of it: a killed program goes on where it was, and sends
/// again what it did not note as delivered. Receivers tell repeats by `webhook-id`.
package actor WebhookDeliverer: Service {
    /// How much at once, and how often.
    package struct Limits: Sendable, Hashable {
        /// How long it waits before it looks again; an event is sent that much later.
        package var interval = Duration.milliseconds(500)
        /// How many deliveries of one webhook are under way.
        package var share = 8
        /// How many are under way in all.
        package var places = 64
        /// How long deliveries under way may take when the program ends; then they are made again at the next start.
        package var stopTime = Duration.seconds(3)
        /// How long deliveries that ended stay in the log.
        package var retention = Duration.seconds(30 * 86_400)

        /// Makes the documented limits.
        package init() {}
    }

    private static let houseInterval = Duration.seconds(3_600)

    private let store: any WebhookStore
    private let attempt: DeliveryAttempt
    private let signal: DeliverySignal
    private let limits: Limits
    private let clock: WallClock
    private let logger: Logger
    private let isStopping = Atomic<Bool>(false)
    private var board = DeliveryBoard()
    private var nextHousekeeping: Timestamp?
    private var nextScans: Timestamp?
    private var isFailing = false

    /// Makes a deliverer that does nothing until it runs.
    /// - Parameters:
    ///   - store: where events wait.
    ///   - seal: opens the secrets that messages are signed with.
    ///   - data: writes what events tell.
    ///   - signal: tells it to look before its time.
    ///   - limits: how much at once, and how often.
    ///   - clock: tells the time.
    ///   - random: draws a number from a range.
    ///   - logger: is told what goes wrong.
    ///   - post: sends messages.
    package init(
        store: any WebhookStore,
        seal: SecretSeal,
        data: any EventDataWriter,
        signal: DeliverySignal,
        limits: Limits = Limits(),
        clock: @escaping WallClock = { .now },
        random: @escaping @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) },
        logger: Logger,
        post: @escaping MessagePost,
    ) {
        self.store = store
        self.signal = signal
        self.limits = limits
        self.clock = clock
        self.logger = logger
        let judge = DeliveryJudge(schedule: RetrySchedule(random: random))
        attempt = DeliveryAttempt(post: post, seal: seal, data: data, judge: judge, clock: clock)
    }

    /// Works until the group shuts down; what is under way then has a moment to end.
    package nonisolated func run() async {
        // A task of its own: cancelling the group must not cancel a transaction.
        let work = Task { await self.work() }
        await withTaskCancellationOrGracefulShutdownHandler {
            await work.value
        } onCancelOrGracefulShutdown: { [self] in
            guard !isStopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
            signal.wake.wake()
            Task { [limits] in
                try? await Task.sleep(for: limits.stopTime)
                work.cancel()
            }
        }
    }

    private func work() async {
        await withDiscardingTaskGroup { group in
            while !isStopping.load(ordering: .acquiring), !Task.isCancelled {
                let due = await next()
                for delivery in due {
                    board.begin(delivery)
                    group.addTask { await self.deliver(delivery) }
                }
                if due.isEmpty { await signal.wake.wait(atMost: limits.interval) }
            }
        }
    }

    /// What to begin now; a store that fails is asked again after a while.
    private func next() async -> [DueDelivery] {
        let now = clock()
        board.wake(at: now, hurried: signal.take())
        let places = limits.places - board.count
        guard places > 0 else { return [] }
        do throws(StoreError) {
            try await keepHouse(at: now)
            guard try await store.hasActiveWebhooks() else { return [] }
            try await queueScans(at: now)
            let due = try await store.dueDeliveries(at: now, besides: board.busy, share: limits.share, limit: places)
            isFailing = false
            return due
        } catch {
            if !isFailing { logger.warning("webhooks cannot be looked up", metadata: ["error": "\(error)"]) }
            isFailing = true
            return []
        }
    }

    /// Queues scans once in an interval: an event is to have many of them.
    private func queueScans(at now: Timestamp) async throws(StoreError) {
        if let next = nextScans, now < next { return }
        let hasMore = try await store.queueScans(at: now)
        nextScans = hasMore ? now : now.adding(limits.interval)
    }

    private func deliver(_ delivery: DueDelivery) async {
        let (made, outcome) = await attempt.make(delivery)
        // Before it is noted: the receiver's pause begins when it failed, not when the store had time.
        let end = clock()
        // An attempt that the end of the program cut short is none.
        var failed = outcome != .delivered
        if !(failed && Task.isCancelled) { failed = await !note(made, of: delivery, outcome) || failed }
        board.end(delivery, failed: failed, at: end)
        signal.wake.wake()
    }

    /// Notes an attempt, cancelled or not.
    /// - Returns: whether it is noted; where it is not, the delivery is made again.
    private func note(
        _ attempt: WebhookDelivery.Attempt,
        of delivery: DueDelivery,
        _ outcome: DeliveryOutcome,
    ) async -> Bool {
        let (store, logger) = (store, logger)
        let noting = Task {
            do throws(StoreError) {
                try await store.note(attempt, of: delivery, outcome: outcome)
                return true
            } catch {
                logger.warning("a delivery could not be noted", metadata: ["error": "\(error)"])
                return false
            }
        }
        if case .disabled(let reason) = outcome {
            let metadata: Logger.Metadata = ["webhook": "\(delivery.webhook.id)", "reason": "\(reason)"]
            logger.notice("a webhook was disabled", metadata: metadata)
        }
        return await noting.value
    }

    /// Forgets deliveries that ended long ago.
    private func keepHouse(at now: Timestamp) async throws(StoreError) {
        if let next = nextHousekeeping, now < next { return }
        let oldest = now.adding(.zero - limits.retention)
        let hasMore = try await store.pruneDeliveries(before: oldest)
        nextHousekeeping = hasMore ? now : now.adding(Self.houseInterval)
    }
}
