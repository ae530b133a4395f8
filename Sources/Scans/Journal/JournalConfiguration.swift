// SPDX-License-Identifier: Apache-2.0

/// How large the scan journal may become, and how often it is forced onto the disk.
package struct JournalConfiguration: Sendable, Hashable {
    /// The size of one segment in bytes: 64 KiB to 1 GiB, a multiple of 64 KiB.
    ///
    /// Default 16 MiB, about 80,000 scans.
    package var segmentBytes: Int
    /// The most bytes that all segments together may take on the disk; what comes when they are full is counted as
    /// overflow.
    ///
    /// Default 4 GiB: about 20 million scans that the store could not take yet.
    package var maximumBytes: Int
    /// When what was appended is forced onto the disk.
    ///
    /// Default every 100 ms.
    package var sync: JournalSync

    /// Makes a configuration; by default the documented values.
    package init(
        segmentBytes: Int = 16 << 20, maximumBytes: Int = 4 << 30, sync: JournalSync = .every(.milliseconds(100)),
    ) {
        self.segmentBytes = segmentBytes
        self.maximumBytes = maximumBytes
        self.sync = sync
    }
}

extension JournalConfiguration {
    /// Bounds for a journal of that many bytes: segments of the usual size, smaller ones where few of those would fit.
    ///
    /// Every event loop writes to a segment of its own and has a spare one: with sixteen, small machines lose nothing of
    /// a small journal to segments that are begun.
    package init(fitting maximumBytes: Int, sync: JournalSync) {
        let unit = 64 << 10
        let part = max(unit, maximumBytes / 16 / unit * unit)
        self.init(segmentBytes: min(16 << 20, part), maximumBytes: maximumBytes, sync: sync)
    }

    /// Refuses bounds that contradict each other.
    func check(folder: String) throws(JournalError) {
        let unit = 64 << 10
        func misconfigured(_ detail: String, _ hint: String) -> JournalError {
            JournalError(.misconfigured, path: folder, detail: detail, hint: hint)
        }
        guard (unit...1 << 30).contains(segmentBytes), segmentBytes.isMultiple(of: unit) else {
            throw misconfigured(
                "journal segments of \(segmentBytes) bytes are not possible",
                "Choose a multiple of 65,536 up to 1,073,741,824",
            )
        }
        guard maximumBytes >= segmentBytes else {
            throw misconfigured(
                "a journal of \(maximumBytes) bytes has no room for one segment of \(segmentBytes)",
                "Raise the journal's bound: two segments for each event loop at least",
            )
        }
        if case .every(let period) = sync, period <= .zero {
            throw misconfigured("the journal cannot be synced every \(period)", "Choose a period above zero")
        }
    }
}

/// When appended scans are forced onto the disk.
///
/// A killed process loses nothing either way: what was appended is in the page cache, which outlives it. Only a power
/// cut or a crash of the kernel loses what was not forced out yet.
package enum JournalSync: Sendable, Hashable {
    /// In the background, this often: a power cut loses at most that long.
    case every(Duration)
    /// In ``ScanJournalWriter/endBatch()``, before the answers are sent: a power cut loses nothing, and every batch waits
    /// for the disk.
    case eachBatch
    /// When the kernel likes, usually within thirty seconds.
    case never
}
