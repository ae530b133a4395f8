// SPDX-License-Identifier: Apache-2.0

/// A place in the log of a webhook, as callers pass it on.
///
/// Scrambled so that nobody counts the events of other accounts by it. A forged one shows another page of the caller's
/// own log, and nothing else.
enum DeliveryCursor {
    /// The cursor of the first page.
    static let first = "0"
    static let maximumLength = 16

    /// Any number will do, as long as it stays: cursors outlive restarts.
    private static let mask: UInt64 = 0x3C6E_F372_FE94_F82B

    /// The cursor of the page behind an event.
    static func text(_ event: Int64) -> String { "d" + String(UInt64(bitPattern: event) ^ mask, radix: 36) }

    /// The event before which the page begins; nil for a cursor that was not made here.
    static func event(_ text: String) -> Int64? {
        guard text.hasPrefix("d"), let number = UInt64(text.dropFirst(), radix: 36) else { return nil }
        let event = Int64(bitPattern: number ^ mask)
        return event > 0 && Self.text(event) == text ? event : nil
    }
}
