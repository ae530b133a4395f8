// SPDX-License-Identifier: Apache-2.0

package import Codes

/// In which order a list of codes comes; codes that are alike in what it goes by come in the order of their making.
package struct CodeOrder: Sendable, Hashable {
    /// What the order goes by; the raw values are what callers write.
    package enum Key: String, Sendable, CaseIterable {
        /// The moment of making.
        case createdAt
        /// The moment of the last edit.
        case updatedAt
        /// The name, letter case ignored (ASCII letters); codes without one count as nameless, which is the least.
        case name
        /// How often the code was scanned.
        case scans
        /// The moment of the last scan; codes that were never scanned are the least.
        case lastScannedAt
    }

    /// What the order goes by.
    package let key: Key
    /// Whether the greatest comes first.
    package let isDescending: Bool

    /// The order in which lists come where none is asked for.
    package static let newestFirst = CodeOrder(.createdAt, isDescending: true)

    /// Makes an order.
    package init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// Reads an order as callers write it: the key, with `-` in front where the greatest comes first.
    package init?(_ text: String) {
        let isDescending = text.hasPrefix("-")
        guard let key = Key(rawValue: String(isDescending ? text.dropFirst() : text[...])) else { return nil }
        self.init(key, isDescending: isDescending)
    }

    /// The order as callers write it.
    package var text: String { (isDescending ? "-" : "") + key.rawValue }

    /// The place of a code in a list of this order.
    package func position(of code: Code) -> CodePosition {
        switch key {
        case .createdAt: CodePosition(number: code.number)
        case .updatedAt: CodePosition(number: code.number, value: .whole(code.updatedAt.milliseconds))
        case .name: CodePosition(number: code.number, value: .text(code.settings.name ?? ""))
        case .scans: CodePosition(number: code.number, value: .whole(Int64(code.tally.scans)))
        case .lastScannedAt:
            CodePosition(number: code.number, value: .whole(code.tally.lastScannedAt?.milliseconds ?? 0))
        }
    }
}

/// The place of a code in its account's list: what the order goes by, and the row number, which grows with every code
/// made, so that pages stay stable while codes are added and removed.
package struct CodePosition: Sendable, Hashable {
    /// What an order goes by, of one code.
    package enum Value: Sendable, Hashable {
        /// A count or a moment.
        case whole(Int64)
        /// A name.
        case text(String)
    }

    /// The row number of the last code seen.
    package let number: Int64
    /// What the order goes by, of that code as it was seen; nil where the order goes by the row number alone.
    package let value: Value?

    /// Makes a position behind a code.
    package init(number: Int64, value: Value? = nil) {
        self.number = number
        self.value = value
    }
}
