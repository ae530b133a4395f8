// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Ids of requests: ULIDs, which sort by time, or what the caller sent.
package enum RequestID {
    /// Crockford's base 32: no I, L, O and U, so that an id survives being read aloud.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A new ULID (github.com/ulid/spec): 48 bits of milliseconds and 80 random bits, 26 characters.
    package static func make(at moment: Timestamp, using generator: inout some RandomNumberGenerator) -> String {
        let time = UInt64(clamping: moment.milliseconds)
        let random = (generator.next() as UInt64, generator.next() as UInt64)
        var characters: [UInt8] = []
        characters.reserveCapacity(26)
        for shift in stride(from: 45, through: 0, by: -5) { characters.append(alphabet[Int(time >> shift & 31)]) }
        for word in [random.0, random.1] {
            for shift in stride(from: 35, through: 0, by: -5) { characters.append(alphabet[Int(word >> shift & 31)]) }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// A new ULID of this moment from the system's random source.
    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return make(at: .now, using: &generator)
    }

    /// Whether a caller's id may be kept: 1 to 128 of `A–Z a–z 0–9 . _ -`, which is safe in a header, a log and a URL.
    static func isSane(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { Base62.isSlugByte($0) || $0 == UInt8(ascii: ".") }
    }
}
