// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps scans and the counts made of them.
package protocol ScanStore: Sendable {
    /// Adds a batch: scans, rollups, and how far the batch is stored, always in one transaction, so that a scan counts once
    /// or not at all. A large batch is stored portion by portion, each a transaction of its own; where one fails, or the
    /// process ends, the same batch offered again goes on behind the portion that was stored last. A batch whose ends are
    /// not ahead of the stored positions adds nothing (it was counted already). Scans of code numbers that the store does
    /// not know fail nothing: they are counted apart.
    /// - Throws: ``StoreError``; `failed` where the batch is larger than ``ScanBatch/maximumScans``, or ends elsewhere than
    ///   the one of the same journal that was begun.
    func ingest(_ batch: ScanBatch) async throws(StoreError)

    /// How far a journal was ingested.
    func progress(ofJournal journal: JournalID) async throws(StoreError) -> JournalProgress

    /// Forgets the positions of segments below `segment`: their files are gone.
    func forgetPositions(ofJournal journal: JournalID, below segment: Int64) async throws(StoreError)

    /// The counts of codes of the account, deleted or not: they stay readable until the code is purged. Nil where one code
    /// is asked for that the account never had.
    /// - Throws: ``StoreError``; `failed` where the query or the scope is outside of its bounds.
    func analytics(
        _ query: AnalyticsQuery,
        of scope: ScanScope,
        in account: AccountID,
    ) async throws(StoreError) -> ScanCounts?

    /// What a scope names and the account never had: ids of codes, as they were given, or a tag that no code carries and
    /// under which nothing was counted.
    /// - Throws: ``StoreError``.
    func unknownNames(in scope: ScanScope, of account: AccountID) async throws(StoreError) -> [String]

    /// Makes the counts of a tag anew whose codes have changed; it is right in queries before, only slower.
    /// - Returns: whether there is another.
    /// - Throws: ``StoreError``.
    func refreshTags() async throws(StoreError) -> Bool
}

/// Names one journal folder for ever, so that the segments of a new folder are not taken for old ones.
package struct JournalID: Sendable, Hashable {
    /// A random identifier, made with the folder.
    package let text: String

    /// Makes an id from its text.
    package init(_ text: String) { self.text = text }
}

/// One file of a journal.
package struct JournalSegment: Sendable, Hashable {
    /// The journal.
    package let journal: JournalID
    /// The segment's number.
    package let number: Int64

    /// Names a segment.
    package init(journal: JournalID, number: Int64) {
        self.journal = journal
        self.number = number
    }
}

/// One scan, ready to be counted.
package struct Scan: Sendable, Hashable {
    /// The row number of the code.
    package let code: Int64
    /// The code's version that was answered: with the destinations that the store keeps by version, where it led.
    package let version: Int
    /// When it was answered.
    package let at: Timestamp
    /// Who asked, as far as counting goes.
    package let kind: Kind
    /// ISO 3166 alpha-2 of the scanner's country, or `??`.
    package let country: String
    /// Tells visitors of one UTC day apart: a keyed digest of address and user agent.
    ///
    /// The key is destroyed after the day. Nil where the visitor asked not to be tracked: such a scan is no unique.
    package let visitor: UInt64?
    /// The user agent as sent, at most 512 bytes; nil when there was none, or the visitor asked not to be tracked.
    package let userAgent: String?
    /// What the user agent says.
    package let client: ScanClient
    /// The host of the referrer in lower case, at most 253 bytes; nil when there was none.
    package let referrerHost: String?
    /// The primary subtag of the first acceptable language, such as `fr`; nil when there was none.
    package let language: String?
    /// Where in the country; nil where it is not known, or the visitor asked not to be tracked.
    package let place: ScanPlace?
    /// What led it, where its code leads to more than one destination or is printed in more than one place.
    package let lead: Lead

    /// Who asked, as far as counting goes.
    ///
    /// The raw values are what stores keep.
    package enum Kind: Int, Sendable, Hashable {
        /// A person, as far as can be told: counted.
        case person = 0
        /// A known bot or preview: counted among the bots.
        case bot = 1
        /// A HEAD request: kept, never counted.
        case head = 2
    }

    /// What led a scan.
    package struct Lead: Sendable, Hashable {
        /// The rule that held, counted from 1; 0 for none, and ``fallback`` where the code had ended.
        package let rule: Int
        /// The variant that was chosen, counted from 1; 0 where there was no choice.
        package let variant: Int
        /// The source that the scanned URL named, at most 64 bytes; nil for none.
        package let source: String?

        /// In the place of a rule: the scan was led to the code's fallback.
        package static let fallback = 31

        /// Makes a lead; by default that of a plain scan.
        package init(rule: Int = 0, variant: Int = 0, source: String? = nil) {
            self.rule = rule
            self.variant = variant
            self.source = source
        }
    }

    /// Makes a scan.
    package init(
        code: Int64,
        version: Int,
        at: Timestamp,
        kind: Kind,
        country: String,
        visitor: UInt64?,
        userAgent: String?,
        client: ScanClient = .unknown,
        referrerHost: String? = nil,
        language: String? = nil,
        place: ScanPlace? = nil,
        lead: Lead = Lead(),
    ) {
        self.code = code
        self.version = version
        self.at = at
        self.kind = kind
        self.country = country
        self.visitor = visitor
        self.userAgent = userAgent
        self.client = client
        self.referrerHost = referrerHost
        self.language = language
        self.place = place
        self.lead = lead
    }
}

/// How far a journal is in the store.
package struct JournalProgress: Sendable, Hashable {
    /// How far each segment was ingested, as segment number → bytes; segments never seen are absent.
    package var positions: [Int64: Int64]
    /// Where a batch ends that is in the store in part, as ``ScanBatch/ends``: it has to be offered again before any other.
    ///
    /// Empty where there is none.
    package var begun: [Int64: Int64]

    /// Makes a progress; by default that of a journal that was never seen.
    package init(positions: [Int64: Int64] = [:], begun: [Int64: Int64] = [:]) {
        self.positions = positions
        self.begun = begun
    }
}

/// Scans read from segments of a journal, and how far that reading came.
package struct ScanBatch: Sendable {
    /// The most scans that one batch may have: they are in memory, about 250 bytes each.
    ///
    /// What is written for a scan falls with the size of the batch, for the scans of a code share a row, and those of codes
    /// that lie together a page (Benchmarks/results/2026-12-01-ingest.md).
    package static let maximumScans = 262_144

    /// The scans, those of a segment in the order in which they were answered.
    package let scans: [Scan]
    /// The journal they were read from.
    package let journal: JournalID
    /// The segments they were read from, and the byte in each behind the last scan of the batch.
    package let ends: [Int64: Int64]

    /// Makes a batch.
    package init(scans: [Scan], journal: JournalID, ends: [Int64: Int64]) {
        self.scans = scans
        self.journal = journal
        self.ends = ends
    }
}
