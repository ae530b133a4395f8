// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding of RFC 3986.
enum PercentEncoding {
    /// Encodes everything but the unreserved characters: for a value inside a query.
    static func encode(_ text: String) -> String { escape(text) { isUnreserved($0) } }

    /// Encodes only what may not stand in a URI at all: control characters, white space, quotes and non-ASCII.
    static func ascii(_ text: String) -> String {
        escape(text) { $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }
    }

    private static func escape(_ text: String, except isAllowed: (UInt8) -> Bool) -> String {
        var result = ""
        for byte in text.utf8 {
            if isAllowed(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }

    /// RFC 3986 section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
