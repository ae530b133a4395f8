// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// A place in the list of codes, as callers pass it on: opaque, and refused unless it was made here for this account.
///
/// The check sum is no secret. It need not be: a list shows the caller's own codes whatever the cursor says, so that a
/// forged one gains nothing. It tells a mangled cursor, and another account's, from a good one.
enum ListCursor {
    /// The cursor of the first page.
    static let first = "0"

    /// Base 36 of the row number, scrambled so that nobody takes it for a page number, and of the check sum.
    static func text(_ position: CodePosition, of account: AccountID) -> String {
        let number = UInt64(bitPattern: position.number) ^ mask
        return String(number, radix: 36) + "-" + String(checksum(position, account), radix: 36)
    }

    /// The place that a cursor names; nil for one that was not made here for this account.
    static func position(_ text: String, of account: AccountID) -> CodePosition? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt64(parts[0], radix: 36) else { return nil }
        let position = CodePosition(number: Int64(bitPattern: number ^ mask))
        return position.number > 0 && Self.text(position, of: account) == text ? position : nil
    }

    /// Any number will do, as long as it stays: cursors outlive restarts.
    private static let mask: UInt64 = 0x5A17_3C96_E4D2_81B7

    /// FNV-1a with 32 bits (draft-eastlake-fnv) over both numbers.
    private static func checksum(_ position: CodePosition, _ account: AccountID) -> UInt32 {
        var sum: UInt32 = 0x811C_9DC5
        for number in [position.number, account.number] {
            for shift in stride(from: 0, to: 64, by: 8) {
                sum = (sum ^ UInt32(truncatingIfNeeded: (number >> shift) & 0xFF)) &* 0x0100_0193
            }
        }
        return sum
    }
}
