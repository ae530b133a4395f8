// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Lets the threads of redirects and requests go first while scans are taken in, which can wait: they are in the journal.
///
/// Only where there is not processor enough for all: the ingest of a spike then gets a third of a core beside a thread
/// that answers, and makes up for it afterwards. Not less: a scan is to be counted within two seconds also when all is busy.
package enum StandingBack {
    /// How much the work stands back, from 0 (not at all) to 19: at 3 it weighs half as much as a thread that does not.
    private static let niceness: Int32 = 3

    /// Runs work that may wait.
    package static func run<Result>(_ work: () throws -> Result) rethrows -> Result {
        // On Linux a thread has a niceness of its own, and 0 names the caller.
        let process = __priority_which_t(PRIO_PROCESS.rawValue)
        let before = getpriority(process, 0)
        guard before < niceness, setpriority(process, 0, niceness) == 0 else { return try work() }
        // Whoever may not take it back (setpriority(2): CAP_SYS_NICE, or a limit on niceness) keeps a thread that lets
        // redirects go first in whatever it does next, too.
        defer { _ = setpriority(process, 0, before) }
        return try work()
    }
}
