// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

@testable import Scans

/// A journal in a folder of its own, and ways to append to it and to read it.
struct JournalFixture {
    let folder: TemporaryFolder
    let journal: ScanJournal
    static let noon = Timestamp(milliseconds: 20_000 * 86_400_000 + 43_200_000)
    static let smallest = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 1 << 20, sync: .never)

    /// Opens the journal `name` of a folder.
    init(
        _ folder: TemporaryFolder? = nil,
        name: String = "journal",
        configuration: JournalConfiguration = smallest,
        countries: CountryDatabase? = nil,
    ) throws {
        self.folder = try folder ?? TemporaryFolder()
        journal = try ScanJournal(
            folder: self.folder.file(name),
            configuration: configuration,
            countries: countries,
            salt: DailySalt(path: self.folder.file("visitor-salt"), now: Self.noon),
            wallClock: { Self.noon },
        )
    }

    /// The scans that a reader finds in a journal now, by segment.
    static func scans(_ journal: ScanJournal) -> [JournaledScan] {
        journal.segments.flatMap { segment in
            var reader = SegmentReader(segment)
            var scans: [JournaledScan] = []
            while let record = reader.next() {
                scans.append(segment.withBytes(record) { JournaledScan(record: $0) })
            }
            return scans
        }
    }

    var scans: [JournaledScan] { Self.scans(journal) }
}

extension ScanJournalWriter {
    /// Appends a scan about which little is said.
    @discardableResult
    func append(
        _ code: Int64,
        at moment: Timestamp = JournalFixture.noon,
        marks: ScanMarks = [],
        address: IPAddress = IPAddress(ipv4: 0xCB00_7109),
        country: CountryCode? = nil,
        userAgent: String = "Mozilla/5.0 (iPhone)",
        referrer: String = "",
        language: String = "",
    ) -> Outcome {
        append(
            code: code,
            version: 3,
            at: moment,
            marks: marks,
            address: address,
            country: country,
            userAgent: Array(userAgent.utf8).span,
            referrer: Array(referrer.utf8).span,
            language: Array(language.utf8).span,
        )
    }
}

extension SegmentFollower {
    /// The scans that it reads from its segment.
    func scans(_ enricher: ScanEnricher = ScanEnricher()) -> [Scan] {
        var next = self
        var scans: [Scan] = []
        next.read(until: .max, enricher, into: &scans)
        return scans
    }
}
