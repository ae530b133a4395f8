// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import NIOCore

/// Cuts a body into rows as it arrives.
actor BulkIntake {
    private let submission: BulkSubmission
    private var splitter: JSONArraySplitter

    /// The longest row: a logo of 1 MB in base64, and what stands beside it.
    static let longestRow = 2_000_000

    init(_ submission: BulkSubmission, depth: Int) {
        self.submission = submission
        splitter = JSONArraySplitter(depth: depth, longestElement: Self.longestRow)
    }

    /// Takes the next piece of the body.
    func read(_ part: ByteBuffer) throws {
        try splitter.read(part.readableBytesUInt8Span) { row in try submission.append(row) }
    }

    /// Ends the body.
    func finish() throws { try splitter.finish() }
}
