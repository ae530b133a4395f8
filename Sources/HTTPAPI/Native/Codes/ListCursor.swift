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

    /// What the longest name makes of a cursor.
    static let maximumLength = 1_024

    /// Base 36 of the row number, scrambled so that nobody takes it for a page number, and of the check sum; in orders
    /// that go by more than the row number, the value of the code is between both.
    static func text(_ position: CodePosition, in order: CodeOrder, of account: AccountID) -> String {
        let number = String(UInt64(bitPattern: position.number) ^ mask, radix: 36)
        let parts = [number] + (value(of: position).map { [$0] } ?? [])
        return (parts + [String(checksum(parts, order, account), radix: 36)]).joined(separator: "-")
    }

    /// The place that a cursor names; nil for one that was not made here for this account and order.
    static func position(_ text: String, in order: CodeOrder, of account: AccountID) -> CodePosition? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), let number = UInt64(parts[0], radix: 36) else { return nil }
        guard let value = value(of: parts.count == 3 ? parts[1] : nil, in: order) else { return nil }
        let position = CodePosition(number: Int64(bitPattern: number ^ mask), value: value)
        return position.number > 0 && Self.text(position, in: order, of: account) == text ? position : nil
    }

    /// Hexadecimal bytes of a text, base 36 of a number.
    private static func value(of position: CodePosition) -> String? {
        switch position.value {
        case .whole(let whole): String(UInt64(bitPattern: whole), radix: 36)
        case .text(let text): "x" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case nil: nil
        }
    }

    /// The value back from its text: nil where it is none of this order, nil inside where the order needs none.
    private static func value(of text: String?, in order: CodeOrder) -> CodePosition.Value?? {
        switch (order.key, text) {
        case (.createdAt, nil): return .some(nil)
        case (.createdAt, _?), (_, nil): return nil
        case (.name, let text?):
            let digits = Array(text.utf8.dropFirst())
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
                UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
            }
            return String(validating: bytes, as: UTF8.self).map { .text($0) }
        case (_, let text?): return UInt64(text, radix: 36).map { .whole(Int64(bitPattern: $0)) }
        }
    }

    /// Any number will do, as long as it stays: cursors outlive restarts.
    private static let mask: UInt64 = 0x5A17_3C96_E4D2_81B7

    private static func checksum(_ parts: [String], _ order: CodeOrder, _ account: AccountID) -> UInt32 {
        CursorChecksum.of("\(parts.joined(separator: "-")) \(order.text) \(account.number)")
    }
}
