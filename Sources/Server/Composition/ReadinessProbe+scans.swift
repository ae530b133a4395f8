// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Scans

extension ReadinessProbe {
    /// Whether scans are journaled, and whether they reach the store.
    static func scans(_ journal: ScanJournal, _ ingester: ScanIngester) -> ReadinessProbe {
        ReadinessProbe("journal") {
            if journal.status.problem != nil {
                return .notReady(reason: "scans cannot be journaled: the disk is full or the folder cannot be written")
            }
            if case .retrying = ingester.status.state {
                return .notReady(reason: "scans are kept in the journal, but the store does not take them")
            }
            return .ready
        }
    }
}
