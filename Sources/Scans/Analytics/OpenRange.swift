// SPDX-License-Identifier: Apache-2.0

package import Codes

/// A range of time as callers name it, either end of it open.
package struct OpenRange: Sendable, Hashable {
    /// The first moment; nil where nothing is too early.
    package let from: Timestamp?
    /// The moment behind the last; nil where nothing is too late.
    package let to: Timestamp?

    /// Reads the ends: dates, of which the last belongs to the range, or moments in ISO 8601.
    /// - Parameters:
    ///   - from: the first date or moment.
    ///   - to: the last date, or the moment behind the range.
    ///   - tz: the IANA zone whose days dates are; UTC where there is none.
    /// - Throws: ``CodeError/invalid(_:)`` with pointers such as `/from`.
    package init(from: String?, to: String?, tz: String?) throws(CodeError) {
        let request = try AnalyticsRequest(AnalyticsParameters(from: from, to: to, tz: tz))
        (self.from, self.to) = request.openBounds
        if let first = self.from, let end = self.to, first >= end {
            throw .invalid("/from", "from must be before to")
        }
    }
}
