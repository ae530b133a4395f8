// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Appends scans to the journal: one writer for each event loop, made with ``ScanJournal/makeWriter()``.
///
/// Confined: it is not `Sendable`, so that the compiler keeps it inside the isolation it was sent into. `makeWriter`
/// returns it as `sending`; on an event loop keep it in a `NIOLoopBound`, which also checks at run time.
/// Code that runs on no loop in particular puts a writer of its own into a `Mutex`.
package final class ScanJournalWriter {
    /// What became of an append.
    package enum Outcome: Sendable, Hashable {
        /// In the journal: it survives the process and will be counted.
        case recorded
        /// The journal was full or broken; counted as overflow. The answer goes out all the same.
        case overflowed
    }

    private let journal: ScanJournal
    private let syncsEachBatch: Bool
    /// Where scans go now; nil while there is no room for another segment.
    private var segment: Segment?
    private var salt: DaySalt
    private var countries: CountryDatabase?
    /// Which ``ScanJournal/countries`` the writer has.
    private var countriesGeneration: Int
    private var edition: UInt32

    /// The key of the visitor digests and the moments for which it holds.
    private struct DaySalt {
        let milliseconds: Range<Int64>
        let key: SipHash.Key
    }

    init(journal: ScanJournal, segment: Segment) {
        self.journal = journal
        self.segment = segment
        syncsEachBatch = journal.configuration.sync == .eachBatch
        salt = DaySalt(milliseconds: 0..<0, key: SipHash.Key(low: 0, high: 0))
        (countries, countriesGeneration) = journal.countries
        edition = countries?.edition ?? 0
    }

    deinit { segment?.seal() }

    /// Appends a scan.
    ///
    /// A copy into mapped memory: neither allocates nor waits, and never fails the answer.
    /// - Parameters:
    ///   - code: the code's row number.
    ///   - version: the version of the code that was answered.
    ///   - moment: when it was answered.
    ///   - marks: what is said yes or no to. Under ``ScanMarks/privacy`` neither the visitor digest nor anything finer than
    ///     the country is recorded, and the user agent is kept no longer than the journal.
    ///   - address: the client's address; only its country, the entry that all addresses of its network have in the
    ///     database of countries, and the visitor digest are recorded.
    ///   - country: what a trusted CDN said; nil for what the database says.
    ///   - userAgent: the header's bytes, cut at 512; empty when there was none.
    ///   - referrer: the header's bytes, cut at 512; empty when there was none.
    ///   - language: the bytes of `Accept-Language`, cut at 128; empty when there was none.
    ///   - lead: which rule and variant led it, and from which source.
    /// - Returns: whether the scan will be counted.
    @discardableResult
    package func append(
        code: Int64,
        version: Int,
        at moment: Timestamp,
        marks: ScanMarks,
        address: IPAddress,
        country: CountryCode? = nil,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
        lead: ScanLead = ScanLead(),
    ) -> Outcome {
        let userAgent = userAgent.extracting(first: ScanRecord.longestUserAgent)
        var record = ScanRecord(
            code: code,
            milliseconds: moment.milliseconds,
            visitor: 0,
            version: UInt32(clamping: version),
            country: country ?? .unknown,
            marks: marks,
            lead: ScanRecord.packed(rule: lead.rule, variant: lead.variant),
        )
        let place = lookUp(address)
        let found = place.flatMap { countries?.country(at: $0) }
        if country == nil { record.country = found ?? .unknown }
        if !marks.contains(.privacy) {
            record.visitor = VisitorDigest.digest(address: address, userAgent: userAgent, key: key(at: moment))
            // A city in another country than the one that is believed would be wrong.
            if let place, found == record.country { (record.place, record.edition) = (place &+ 1, edition) }
        }
        let referrer = referrer.extracting(first: ScanRecord.longestReferrer)
        let language = language.extracting(first: ScanRecord.longestLanguage)
        let source = lead.source.utf8.span.extracting(first: ScanRecord.longestSource)
        func write(to segment: Segment?) -> Bool {
            segment?.append(record, userAgent: userAgent, referrer: referrer, language: language, source: source)
                ?? false
        }
        if write(to: segment) { return .recorded }
        guard write(to: rotate()) else {
            journal.noteOverflow()
            return .overflowed
        }
        return .recorded
    }

    /// To be called when the answers of one read are about to be flushed.
    ///
    /// Forces the appended scans onto the disk under ``JournalSync/eachBatch``; does nothing otherwise.
    package func endBatch() {
        guard syncsEachBatch, let segment else { return }
        journal.sync(segment)
    }

    /// Leaves the full segment for the next one, if there is one.
    private func rotate() -> Segment? {
        if let full = segment {
            if syncsEachBatch { journal.sync(full) }
            full.seal()
        }
        segment = journal.nextSegment()
        return segment
    }

    private func key(at moment: Timestamp) -> SipHash.Key {
        if salt.milliseconds.contains(moment.milliseconds) { return salt.key }
        let day = DailySalt.day(of: moment)
        salt = DaySalt(milliseconds: DailySalt.milliseconds(ofDay: day), key: journal.salt.key(ofDay: day))
        return salt.key
    }

    /// Where the database of countries has the address's entry.
    private func lookUp(_ address: IPAddress) -> UInt32? {
        if journal.countriesGeneration != countriesGeneration {
            (countries, countriesGeneration) = journal.countries
            edition = countries?.edition ?? 0
        }
        return countries?.place(of: address)
    }
}
