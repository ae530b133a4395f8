// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// How far a file of scans is.
package struct ScanExportProgress: Sendable, Hashable {
    /// How many scans are in the file.
    package private(set) var scans = 0
    /// Which part of what is looked at is behind it: 0 to 1.
    package private(set) var part = 0.0
    private let isByTime: Bool
    private var start: Int64?
    private let end: Int64

    /// Begins.
    /// - Parameters:
    ///   - isByTime: whether scans are read in the order of time, not of their numbers.
    ///   - start: where the reading begins; nil where the first scan does.
    ///   - end: where it ends.
    init(byTime isByTime: Bool, from start: Int64?, to end: Int64) {
        self.isByTime = isByTime
        self.start = start
        self.end = end
    }

    /// Takes a page.
    mutating func add(_ page: RecordedScanPage) {
        scans += page.scans.count
        if start == nil { start = page.scans.first.map { isByTime ? $0.at.milliseconds : $0.number } }
        guard let next = page.next, let start, end > start else {
            part = page.next == nil ? 1 : part
            return
        }
        let place = isByTime ? next.at : next.number
        part = max(part, min(1, Double(place - start) / Double(end - start)))
    }
}
