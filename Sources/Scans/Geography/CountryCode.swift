// SPDX-License-Identifier: Apache-2.0

import Codes

/// A country by its ISO 3166-1 alpha-2 code, or ``unknown``: two bytes.
package struct CountryCode: Sendable, Hashable, CustomStringConvertible {
    /// The two ASCII letters, the first in the upper byte.
    package let rawValue: UInt16

    /// No country is known: `??`.
    package static let unknown = CountryCode(remembered: 0x3F3F)

    /// Reads two ASCII letters of either case.
    /// - Returns: nil for anything else, and for `XX` and `T1`, with which CDNs say unknown and Tor.
    package init?(text: Span<UInt8>) {
        guard text.count == 2, let first = Self.letter(text[0]), let second = Self.letter(text[1])
        else { return nil }
        let value = UInt16(first) << 8 | UInt16(second)
        guard value != 0x5858 else { return nil }
        rawValue = value
    }

    /// Reads the two bytes of a record; what is no pair of letters is ``unknown``.
    init(recorded value: UInt16) {
        let letters = [UInt8(value >> 8), UInt8(value & 0xFF)]
        self = CountryCode(text: letters.span) ?? .unknown
    }

    /// Takes back what was a ``rawValue``.
    init(remembered value: UInt16) { rawValue = value }

    /// Whether it is one of ``AssignedCountries``; databases have others too, such as `EU`.
    var isAssigned: Bool { AssignedCountries.contains(UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)) }

    /// The two letters, or `??`.
    package var description: String {
        String(decoding: [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)], as: UTF8.self)
    }

    private static func letter(_ byte: UInt8) -> UInt8? {
        let upper = byte & 0xDF
        return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(upper) ? upper : nil
    }
}
