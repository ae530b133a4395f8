// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// The order in which the scans of a batch are added: by day, code and time.
///
/// Rows that lie together are written together, and a visitor's first scan comes before the others.
struct ScanOrder: Sendable {
    /// A scan's place.
    struct Place: Sendable {
        let mark: Mark
        let index: Int
        /// The scan's UTC day since the epoch.
        var day: Int64 { mark.at.day }
    }

    /// Up to where a batch is stored: all scans of this code at this millisecond, and all before.
    ///
    /// Told by the scans and not by their number, since after a power cut there may be fewer.
    struct Mark: Sendable, Hashable, Comparable {
        let code: Int64
        let at: Timestamp

        static func < (left: Mark, right: Mark) -> Bool {
            (left.at.day, left.code, left.at) < (right.at.day, right.code, right.at)
        }
    }

    /// The places in order.
    let places: [Place]

    init(_ scans: [Scan]) {
        places = scans.indices
            .map { Place(mark: Mark(code: scans[$0].code, at: scans[$0].at), index: $0) }
            .sorted { ($0.mark, $0.index) < ($1.mark, $1.index) }
    }

    /// About so many places behind a mark; those with the same mark stay together.
    func portion(_ count: Int, after mark: Mark?) -> ArraySlice<Place> {
        let start = mark.map { mark in places.firstIndex { mark < $0.mark } ?? places.count } ?? 0
        var end = min(start + count, places.count)
        while end < places.count, places[end].mark == places[end - 1].mark { end += 1 }
        return places[start..<end]
    }
}
