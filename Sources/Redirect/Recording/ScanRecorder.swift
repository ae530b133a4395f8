// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans

/// Notes answered scans, before their answers are sent.
///
/// Confined to one event loop, or to a lock.
///
/// A class to be subclassed and no protocol: what is called once for each scan costs a virtual call and no existential.
class ScanRecorder {
    /// Makes a recorder.
    init() {}

    /// Notes a scan.
    /// - Parameters:
    ///   - code: the code's row number.
    ///   - version: the version of the code that is answered.
    ///   - moment: the moment of the answer.
    ///   - marks: what is said yes or no to of the request.
    ///   - address: the client's address.
    ///   - country: what a trusted CDN said; nil when none did.
    ///   - userAgent: the header's bytes; empty when there was none.
    ///   - referrer: the header's bytes; empty when there was none.
    ///   - language: the bytes of `Accept-Language`; empty when there was none.
    ///   - lead: which rule and variant led it, and from which source.
    /// - Returns: whether the scan will be counted.
    func record(
        code: Int64,
        version: Int,
        at moment: Timestamp,
        marks: ScanMarks,
        address: IPAddress,
        country: CountryCode?,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
        lead: ScanLead,
    ) -> Bool { false }

    /// Called when the answers of the scans noted so far are about to be sent.
    func endBatch() {}
}

/// Notes scans in the journal.
final class JournalRecorder: ScanRecorder {
    private let writer: ScanJournalWriter

    /// Takes the writer of the event loop or lock that the recorder belongs to.
    init(writer: sending ScanJournalWriter) { self.writer = writer }

    /// Appends the scan; false when the journal is full or broken.
    override func record(
        code: Int64,
        version: Int,
        at moment: Timestamp,
        marks: ScanMarks,
        address: IPAddress,
        country: CountryCode?,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
        lead: ScanLead,
    ) -> Bool {
        let outcome = writer.append(
            code: code,
            version: version,
            at: moment,
            marks: marks,
            address: address,
            country: country,
            userAgent: userAgent,
            referrer: referrer,
            language: language,
            lead: lead,
        )
        return outcome == .recorded
    }

    /// Forces the scans onto the disk where the journal is set to do so for each batch.
    override func endBatch() { writer.endBatch() }
}
