// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether the files of a journal can be read; looks at them beside a running server, and changes nothing.
package struct JournalInspection: Sendable {
    /// How many segments there are.
    package private(set) var segments = 0
    /// How many scans they hold, those that are in the store already among them until they are overwritten.
    package private(set) var scans = 0
    /// What is wrong, in words for the operator.
    package private(set) var faults: [String] = []

    /// Reads all segments of a folder; one that is not there has none.
    package init(folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() {
            if name.hasSuffix(JournalFolder.damagedEnding) {
                faults.append("\(name) could not be read as a segment and was set aside; its scans are not counted")
            }
            guard name.hasSuffix(JournalFolder.segmentEnding) else { continue }
            do throws(JournalError) {
                try read("\(folder)/\(name)", name)
            } catch {
                // Ingested and removed since the names were read.
                guard FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { continue }
                faults.append("\(name): \(error)")
            }
        }
    }

    private mutating func read(_ path: String, _ name: String) throws(JournalError) {
        guard let segment = try SegmentFile.open(path) else {
            faults.append("\(name) is no segment of this version's journal")
            return
        }
        segments += 1
        var reader = SegmentReader(segment, at: segment.endOfErased)
        while reader.next() != nil { scans += 1 }
        if reader.damagedBytes > 0 { faults.append("\(name) has \(reader.damagedBytes) bytes that hold no whole scan") }
    }
}

extension Segment {
    /// Where what was overwritten ends, by the bytes alone: they are zero up to the length of the next record.
    fileprivate var endOfErased: Int {
        withBytes(0..<byteCount & ~7) { bytes in
            var offset = SegmentHeader.byteCount
            while offset < bytes.byteCount, bytes.number(at: offset) as UInt64 == 0 { offset += 8 }
            // Nothing but zeros: a segment that was not used yet.
            return offset < bytes.byteCount ? offset : SegmentHeader.byteCount
        }
    }
}
