// SPDX-License-Identifier: Apache-2.0

/// The public id of a bulk job: `bulk_` and twelve hexadecimal digits.
package struct BulkJobID: Sendable, Hashable, CustomStringConvertible {
    /// The id, 17 characters.
    package let text: String

    private static let prefix = "bulk_"
    private static let digits = 12

    /// Reads an id; nil for anything that cannot be one, so that no lookup is needed.
    package init?(_ text: String) {
        let rest = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.hasPrefix(Self.prefix), rest.count == Self.digits, rest.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    /// Makes a new id.
    /// - Parameter generator: a cryptographic source, so that ids cannot be guessed.
    package init(using generator: inout some RandomNumberGenerator) {
        let number = generator.next() >> 16
        let hexadecimal = String(number, radix: 16)
        text = Self.prefix + String(repeating: "0", count: Self.digits - hexadecimal.utf8.count) + hexadecimal
    }

    /// The id.
    package var description: String { text }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
