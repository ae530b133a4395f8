// SPDX-License-Identifier: Apache-2.0

package import Codes

/// The limits and waiting times of a ``SQLiteStore``.
package struct SQLiteOptions: Sendable {
    /// How long a write waits for another process that is writing, before it fails with `unavailable`.
    package var busyTimeout: Duration
    /// How long a migration waits for another process that is writing: that one may be migrating a large database itself.
    package var migrationTimeout: Duration
    /// How many reads run at once; more wait for their turn.
    package var readers: Int
    /// How many writes may wait for the disk; more fail with `unavailable`, so that a stalled disk cannot fill memory.
    package var maximumWaitingWrites: Int
    /// About how many scans of a batch one transaction adds: other writes wait for it.
    package var scansOfPortion: Int
    /// Tells when a migration was applied.
    package var clock: WallClock

    /// Makes options; the defaults suit a server.
    package init(
        busyTimeout: Duration = .seconds(5),
        migrationTimeout: Duration = .seconds(10 * 60),
        readers: Int = 4,
        maximumWaitingWrites: Int = 4_096,
        scansOfPortion: Int = 32_768,
        clock: @escaping WallClock = { .now },
    ) {
        self.busyTimeout = busyTimeout
        self.migrationTimeout = max(busyTimeout, migrationTimeout)
        self.readers = max(1, readers)
        self.maximumWaitingWrites = max(1, maximumWaitingWrites)
        self.scansOfPortion = max(1, scansOfPortion)
        self.clock = clock
    }
}
