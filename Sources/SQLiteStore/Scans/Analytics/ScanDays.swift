// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB

/// The UTC days of which there are scans.
enum ScanDays {
    /// Those that quarters since the epoch touch.
    static func range(of quarters: Range<Int64>, in database: Database) throws -> Range<Int64> {
        let stored = try database.first(ScanSQL.days, []) { row in (first: row[0] as Int64?, last: row[1] as Int64?) }
        guard let first = stored?.first, let last = stored?.last, !quarters.isEmpty else { return 0..<0 }
        let from = max(first, quarters.lowerBound.flooredQuotient(by: Timestamp.quartersOfDay))
        let to = min(last, (quarters.upperBound - 1).flooredQuotient(by: Timestamp.quartersOfDay))
        return from..<max(from, to + 1)
    }
}
