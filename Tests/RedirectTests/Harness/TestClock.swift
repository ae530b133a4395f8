// SPDX-License-Identifier: Apache-2.0

import Codes
import Redirect
import Synchronization

/// Both clocks, moved by hand.
///
/// Begins at 2026-11-21T12:00:00Z with an uptime of 1,000 s.
final class TestClock: Sendable {
    private let moment = Mutex(Moment(wall: Timestamp(milliseconds: 1_795_262_400_000), uptime: 1_000_000))

    var now: Moment { moment.withLock { $0 } }

    /// Moves both clocks on.
    func advance(by duration: Duration) {
        moment.withLock { moment in
            let wall = moment.wall.adding(duration)
            let elapsed = wall.milliseconds - moment.wall.milliseconds
            moment = Moment(wall: wall, uptime: moment.uptime + elapsed)
        }
    }

    /// The clock as what is tested takes it.
    var clock: MomentClock { { self.now } }
}
