// SPDX-License-Identifier: Apache-2.0

/// What is said yes or no to of a scan's request: the bits of a journal record's flags.
package struct ScanMarks: OptionSet, Sendable, Hashable {
    /// The bits, as they stand in a record.
    package let rawValue: UInt16

    /// It was a HEAD request, which is kept but not counted.
    package static let head = ScanMarks(rawValue: 1 << 0)
    /// `DNT: 1` or `Sec-GPC: 1` was sent: neither the visitor nor anything finer than the country is kept.
    package static let privacy = ScanMarks(rawValue: 1 << 1)
    /// A browser fetched or drew the page ahead, and nobody looked at it: it counts as a bot's.
    package static let ahead = ScanMarks(rawValue: 1 << 2)

    /// Makes a set of the bits of a record.
    package init(rawValue: UInt16) { self.rawValue = rawValue }
}
