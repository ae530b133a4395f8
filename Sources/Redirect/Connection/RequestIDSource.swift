// SPDX-License-Identifier: Apache-2.0

import Codes

/// Makes the `X-Request-Id` of answers: a ULID (github.com/ulid/spec), 48 bits of milliseconds and 80 bits by chance, in
/// Crockford's base 32.
///
/// An id is for finding a request in a log, not a secret: the chance bits come from a generator of one addition and two
/// multiplications (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014) that the
/// system's random source seeds once for each event loop.
struct RequestIDSource {
    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    private var state: UInt64

    /// Makes a source.
    init(seed: UInt64) { state = seed }

    /// Writes a new id: 26 characters.
    mutating func write(at moment: Timestamp, into out: inout AnswerBuffer) {
        write(UInt64(clamping: moment.milliseconds), digits: 10, into: &out)
        write(next(), digits: 8, into: &out)
        write(next(), digits: 8, into: &out)
    }

    /// Writes the lowest bits of a number, five a digit.
    @inline(__always)
    private func write(_ bits: UInt64, digits: Int, into out: inout AnswerBuffer) {
        out.write(count: digits) { index in
            // Five bits are less than the 32 letters of the literal.
            unsafe Self.alphabet.utf8Start[Int(bits >> UInt64(5 * (digits - 1 - index)) & 31)]
        }
    }

    /// Whether a caller's id may be kept: 1 to 128 of `A–Z a–z 0–9 . _ -`, which is safe in a header, a log and a URL.
    static func isSane(_ id: Span<UInt8>) -> Bool {
        guard (1...128).contains(id.count) else { return false }
        let allowed = ByteSet.slug
        for index in id.indices where !allowed.contains(id[index]) && id[index] != UInt8(ascii: ".") { return false }
        return true
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
