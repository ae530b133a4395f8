// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// A place among scans, as callers pass it on: opaque, and refused unless it was made here for this question.
///
/// What ``ListCursor`` says about forgery holds here too.
enum ScanCursor {
    /// The cursor of the first page.
    static let first = "0"

    /// Two numbers and a check sum in base 36, with a prefix and hyphens.
    static let maximumLength = 64

    /// The cursor of a place.
    static func text(_ position: ScanPosition, ascending: Bool, of account: AccountID) -> String {
        let parts = [position.at, position.number].map { String(UInt64(bitPattern: $0), radix: 36) }
        let text = "s" + parts.joined(separator: "-")
        let checksum = CursorChecksum.of("\(text) \(ascending) \(account.number)")
        return "\(text)-\(String(checksum, radix: 36))"
    }

    /// The place that a cursor names; nil for one that was not made here for this account and order.
    static func position(_ text: String, ascending: Bool, of account: AccountID) -> ScanPosition? {
        let parts = text.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let at = UInt64(parts[0], radix: 36), let number = UInt64(parts[1], radix: 36) else {
            return nil
        }
        let position = ScanPosition(at: Int64(bitPattern: at), number: Int64(bitPattern: number))
        return Self.text(position, ascending: ascending, of: account) == text ? position : nil
    }
}
