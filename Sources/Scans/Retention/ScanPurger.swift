// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
import ServiceLifecycle
package import Store

/// Deletes scans that were kept long enough, in the background: small parts, and long pauses between them, so that scans
/// that come in do not wait for those that go.
package struct ScanPurger: Service {
    /// How many days scans are kept where nothing is said.
    package static let standardDays = 400

    /// The most rows of one part: some ten milliseconds.
    private static let partSize = 1_000
    /// So many times as long as a part took, others have the database to themselves.
    private static let pauseFactor = 9
    /// How often it looks for something to do.
    private static let interval = Duration.seconds(600)

    private let store: any ScanRetention
    private let clock: WallClock
    private let pauses: Bool

    /// How many UTC days scans are kept; nil for ever.
    private let days: Int?
    private let logger: Logger

    /// Makes a purger.
    /// - Parameters:
    ///   - store: where the scans are.
    ///   - days: how many UTC days before the present one scans are kept; nil for ever.
    ///   - clock: tells the day.
    ///   - pauses: whether it leaves the database to others in between; false where somebody waits for it.
    ///   - logger: told how many scans went, and why none could.
    package init(
        store: any ScanRetention,
        keeping days: Int?,
        clock: @escaping WallClock = { .now },
        pauses: Bool = true,
        logger: Logger,
    ) {
        self.store = store
        self.days = days
        self.clock = clock
        self.pauses = pauses
        self.logger = logger
    }

    /// Purges until the process shuts down.
    package func run() async {
        guard let days else {
            // Waits with nothing to do: a service that returns ends the server.
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let today = clock().milliseconds / 86_400_000
                do throws(StoreError) {
                    let scans = try await purge(before: today - Int64(days)) { _ in }
                    if scans > 0 { logger.info("old scans were deleted", metadata: ["scans": "\(scans)"]) }
                } catch {
                    logger.warning("old scans cannot be deleted", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Purges everything before a day, unless it is cancelled.
    /// - Parameters:
    ///   - day: a UTC day since 1970-01-01; its scans stay.
    ///   - progress: told after each part how many scans went so far.
    /// - Returns: how many scans went.
    /// - Throws: the store's failure; what went before is gone.
    @discardableResult
    package func purge(
        before day: Int64,
        _ progress: (_ scans: Int) -> Void,
    ) async throws(StoreError) -> Int {
        var scans = 0
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let step = try await store.purgeScans(before: day, atMost: Self.partSize)
            scans += step.scans
            progress(scans)
            guard !step.isDone else { break }
            if pauses { try? await Task.sleep(for: (ContinuousClock.now - start) * Self.pauseFactor) }
        }
        return scans
    }
}
