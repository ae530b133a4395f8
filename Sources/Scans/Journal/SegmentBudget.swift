// SPDX-License-Identifier: Apache-2.0

/// Decides when a segment may be made: the bound of the journal, and what was tried last.
///
/// Without any file.
struct SegmentBudget: Sendable {
    /// The size of a segment that is made.
    let segmentBytes: Int
    /// The most that all files together may take.
    let maximumBytes: Int
    /// What the files take, and those that are being made.
    private(set) var usedBytes: Int
    /// The sequence number of the next segment.
    private var nextSequence: Int64 = 0
    /// Why the last attempt failed; nil when it did not.
    private(set) var problem: JournalError?

    init(segmentBytes: Int, maximumBytes: Int, usedBytes: Int) {
        self.segmentBytes = segmentBytes
        self.maximumBytes = maximumBytes
        self.usedBytes = usedBytes
    }

    /// Whether the bound leaves room for another segment.
    var hasRoom: Bool { usedBytes + segmentBytes <= maximumBytes }

    /// Sets room aside for a segment.
    /// - Returns: its sequence number, or nil when the bound leaves no room.
    mutating func reserve() -> Int64? {
        guard hasRoom else { return nil }
        usedBytes += segmentBytes
        defer { nextSequence += 1 }
        return nextSequence
    }

    /// The segment was made.
    mutating func succeeded() { problem = nil }

    /// The segment could not be made: its room is free again.
    mutating func failed(_ error: JournalError) {
        usedBytes -= segmentBytes
        problem = error
    }

    /// A file was removed.
    mutating func free(_ byteCount: Int) { usedBytes -= byteCount }
}
