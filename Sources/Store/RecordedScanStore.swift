// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Gives out scans one by one, as they were stored; HEAD requests are left out.
package protocol RecordedScanStore: Sendable {
    /// The row number of the newest scan; 0 while there is none.
    func latestScan() async throws(StoreError) -> Int64

    /// One page of a code's scans in the order of time, deleted codes too.
    ///
    /// With filters a page looks at no more than ``RecordedScanQuery/mostExamined`` scans, so that it may have fewer than
    /// were asked for, and yet a next page.
    /// - Returns: nil where the account never had a code of that id.
    func scans(
        _ query: RecordedScanQuery,
        ofCode code: CodeID,
        of account: AccountID,
    ) async throws(StoreError) -> RecordedScanPage?

    /// One page of an account's scans in the order in which they were stored.
    ///
    /// A page looks at no more than ``RecordedScanQuery/mostExamined`` rows, of whatever account, so that it may have fewer
    /// scans than were asked for, and yet a next page.
    func scans(_ query: RecordedScanQuery, of account: AccountID) async throws(StoreError) -> RecordedScanPage

    /// The scans behind a row number, of some accounts, in the order in which they were stored.
    /// - Parameters:
    ///   - number: the row number behind which to begin.
    ///   - last: the last row number to look at; nil for the newest.
    ///   - accounts: whose scans are wanted.
    ///   - limit: how many rows are looked at, at most.
    /// - Returns: the scans, and the row number up to which all were looked at.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func scans(
        after number: Int64,
        through last: Int64?,
        of accounts: Set<AccountID>,
        examining limit: Int,
    ) async throws(StoreError) -> (scans: [RecordedScan], through: Int64)
}

/// Which scans a page shows.
package struct RecordedScanQuery: Sendable, Hashable {
    /// The most rows that one page of an account, or of a filtered question, looks at.
    package static let mostExamined: Int64 = 50_000
    /// The most scans of one page.
    package static let largestPage = 5_000

    /// The page's size: 1 to ``largestPage``.
    package var limit: Int
    /// Where the page begins: behind this position; nil for the first page.
    package var after: ScanPosition?
    /// Whether the oldest come first.
    package var isAscending: Bool
    /// Only scans at this moment or later.
    package var from: Timestamp?
    /// Only scans before this moment.
    package var to: Timestamp?
    /// Whether scans by known bots are among them.
    package var includesBots: Bool
    /// The values that scans must have, by dimension; none for all scans.
    package var filters: [ScanDimension: String] = [:]
    /// Of which of the account's codes; nil for all, and not heard where the scans of one code are asked for.
    package var codes: Codes?

    /// The most rows that the page looks at, where that is bounded: ``mostExamined``, or fewer.
    package var examining = Self.mostExamined

    /// Some of an account's codes.
    package enum Codes: Sendable, Hashable {
        /// Those with these ids; ids that the account never had add nothing.
        case ids([CodeID])
        /// Those that carry the tag now.
        case tag(Tag)
    }

    /// Makes a query; by default the newest 100 scans.
    package init(
        limit: Int = 100,
        after: ScanPosition? = nil,
        isAscending: Bool = false,
        from: Timestamp? = nil,
        to: Timestamp? = nil,
        includesBots: Bool = true,
    ) {
        self.limit = limit
        self.after = after
        self.isAscending = isAscending
        self.from = from
        self.to = to
        self.includesBots = includesBots
    }
}

/// The place of a scan among others.
package struct ScanPosition: Sendable, Hashable {
    /// When the scan was answered; 0 where the order is that of storing.
    package let at: Int64
    /// Its row number.
    package let number: Int64

    /// Makes a position.
    package init(at: Int64, number: Int64) {
        self.at = at
        self.number = number
    }
}

/// One page of scans.
package struct RecordedScanPage: Sendable, Hashable {
    /// The scans.
    package let scans: [RecordedScan]
    /// Where the next page begins; nil on the last page.
    package let next: ScanPosition?

    /// Makes a page.
    package init(scans: [RecordedScan], next: ScanPosition?) {
        self.scans = scans
        self.next = next
    }
}
