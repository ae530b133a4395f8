// SPDX-License-Identifier: Apache-2.0

/// Reads scalars from UTF-8 that is known to be valid, since it comes from a `String`.
enum UTF8Scalar {
    /// The scalar that begins at an index, and its length in bytes, 1…4.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = unsafe UInt32(text[index])
        let length = length(lead: UInt8(lead))
        if length == 1 { return (lead, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length { scalar = unsafe scalar << 6 | UInt32(text[index + offset]) & 0x3F }
        return (scalar, length)
    }

    /// The length of the scalar that begins with this byte.
    @inline(__always)
    static func length(lead: UInt8) -> Int {
        lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }
}
