// SPDX-License-Identifier: Apache-2.0

/// Reads base64 (RFC 4648, section 4) as browsers do: white space and missing padding are all right.
enum Base64 {
    /// The bytes, or nil where a character is foreign, padding stands in the midst, or a lone digit is left over.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        var group: UInt32 = 0
        var digits = 0
        var padding = 0
        for byte in text where !whiteSpace.contains(byte) {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: byte) else { return nil }
            group = group << 6 | value
            digits += 1
            guard digits % 4 == 0 else { continue }
            bytes += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
            group = 0
        }
        switch (digits % 4, padding) {
        case (0, 0): break
        case (2, 0), (2, 2): bytes.append(UInt8(group >> 4 & 255))
        case (3, 0), (3, 1): bytes += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
        default: return nil
        }
        return bytes
    }

    private static let whiteSpace: [UInt8] = [0x20, 0x09, 0x0A, 0x0C, 0x0D]

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
