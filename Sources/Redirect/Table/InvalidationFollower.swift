// SPDX-License-Identifier: Apache-2.0

import Codes
package import Logging
import ServiceLifecycle
package import Store

/// Follows the edits that others make (a command line beside this process, another node) and takes the edited codes out
/// of the table: they are live here within a second.
///
/// The first look takes the newest change there is and makes everything loaded before it due for a reload, so that no
/// edit falls between the load of a code and the beginning of the following.
package actor InvalidationFollower: Service {
    /// How the following is done.
    package struct Settings: Sendable, Hashable {
        /// How often the feed is asked.
        ///
        /// Default 250 ms.
        package var interval: Duration
        /// How long changes are kept for others who follow.
        ///
        /// Default 10 minutes: much longer than anyone is behind.
        package var keepFor: Duration
        /// How often older changes are forgotten.
        ///
        /// Default a minute.
        package var pruneEvery: Duration

        /// Makes settings; by default the documented values.
        package init(
            interval: Duration = .milliseconds(250),
            keepFor: Duration = .seconds(600),
            pruneEvery: Duration = .seconds(60),
        ) {
            self.interval = interval
            self.keepFor = keepFor
            self.pruneEvery = pruneEvery
        }
    }

    private let table: RedirectTable
    private let feed: any ChangeFeed
    private let settings: Settings
    private let clock: MomentClock
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    /// The last change that was followed; nil until the feed has answered once.
    private var latest: Int64?
    private var isFailing = false
    private var lastPrune: Int64?

    /// Makes a follower that does nothing until it runs.
    /// - Parameters:
    ///   - table: what is kept up to date.
    ///   - feed: tells of edits.
    ///   - settings: how the following is done.
    ///   - clock: tells the moment.
    ///   - sleep: waits that long; throws when it is cancelled.
    ///   - logger: is told when the feed stops answering, and when it answers again.
    package init(
        table: RedirectTable,
        feed: any ChangeFeed,
        settings: Settings = Settings(),
        clock: @escaping MomentClock = { Moment.now },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        logger: Logger,
    ) {
        self.table = table
        self.feed = feed
        self.settings = settings
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
    }

    /// Follows until the process shuts down.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.follow()
                try? await self.sleep(self.settings.interval)
            }
        }
    }

    /// Asks the feed once and does what it says.
    ///
    /// A store that does not answer is asked again next time.
    package func follow() async {
        do throws(StoreError) {
            try await followChanges()
            try await pruneIfDue()
            if isFailing { logger.info("edits by others are followed again") }
            isFailing = false
        } catch {
            // Stopping in the middle of a question is no failure.
            guard !isFailing, !Task.isCancelled else { return }
            isFailing = true
            let advice: Logger.Metadata = ["error": "\(error)"]
            logger.warning("edits by others cannot be followed; cached codes stay as they are", metadata: advice)
        }
    }

    private func followChanges() async throws(StoreError) {
        guard var position = latest else {
            latest = try await feed.latestChange()
            // What was loaded before the position was known may miss an edit that lies before it.
            table.invalidateAll()
            return
        }
        while true {
            let changes = try await feed.changes(after: position)
            if changes.isComplete {
                for id in changes.ids { table.invalidate(id) }
            } else {
                table.invalidateAll()
            }
            latest = changes.latest
            // A full page may not be the last one.
            guard changes.latest > position, !changes.ids.isEmpty else { return }
            position = changes.latest
        }
    }

    private func pruneIfDue() async throws(StoreError) {
        let moment = clock()
        if let lastPrune, moment.uptime < lastPrune + settings.pruneEvery.milliseconds { return }
        lastPrune = moment.uptime
        try await feed.pruneChanges(before: moment.wall.adding(.zero - settings.keepFor))
    }
}
