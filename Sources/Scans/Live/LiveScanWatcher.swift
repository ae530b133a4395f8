// SPDX-License-Identifier: Apache-2.0

import Codes
package import Store
import Synchronization

/// Somebody who watches the scans of an account, or of one code, as they are stored.
///
/// What is not taken in time is kept up to a bound and then counted only: a watcher that is slow holds nobody up.
package final class LiveScanWatcher: Sendable {
    /// What came since the last look.
    package struct News: Sendable, Hashable {
        /// Scans, oldest first.
        package var scans: [RecordedScan] = []
        /// How many came behind these and were not kept.
        package var skipped = 0
        /// Whether nothing more will come.
        package var isLast = false

        /// Makes news; by default none.
        package init(scans: [RecordedScan] = [], skipped: Int = 0, isLast: Bool = false) {
            self.scans = scans
            self.skipped = skipped
            self.isLast = isLast
        }
    }

    /// How many scans are kept.
    static let room = 1_000

    let account: AccountID
    let code: String?
    /// The row number of the newest scan that was stored before: the first that comes is behind it.
    package let start: Int64
    private let news = Mutex(News())
    private let wake = WakeSignal()

    init(account: AccountID, code: String?, start: Int64) {
        self.account = account
        self.code = code
        self.start = start
    }

    /// Whether a scan is watched.
    func wants(_ scan: RecordedScan) -> Bool { scan.account == account && (code == nil || scan.code == code) }

    /// Keeps scans, or counts them where there is no room.
    func offer(_ scans: [RecordedScan]) {
        let wanted = scans.filter(wants)
        guard !wanted.isEmpty else { return }
        news.withLock { news in
            // Behind a gap nothing is kept, so that the gap has one place.
            let kept = news.skipped > 0 ? 0 : min(wanted.count, Self.room - news.scans.count)
            news.scans += wanted.prefix(kept)
            news.skipped += wanted.count - kept
        }
        wake.wake()
    }

    /// Lets the watcher's last look end: nothing more will come.
    package func end() {
        news.withLock { $0.isLast = true }
        wake.wake()
    }

    /// What came since the last look; waits where nothing did, and comes back with nothing when the time is up.
    package func next(within time: Duration) async -> News {
        let deadline = ContinuousClock.now + time
        while !Task.isCancelled {
            let found = take()
            let left = deadline - ContinuousClock.now
            if found != News() || left <= .zero { return found }
            await wake.wait(atMost: left)
        }
        return take()
    }

    private func take() -> News {
        news.withLock { news in
            defer { news = News(isLast: news.isLast) }
            return news
        }
    }
}
