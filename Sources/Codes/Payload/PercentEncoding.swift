// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding of RFC 3986.
package enum PercentEncoding {
    /// Encodes everything but the unreserved characters: for a value inside a query.
    package static func encode(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 { append(byte, to: &result, asIs: isUnreserved(byte)) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Encodes only what may not stand in a URI at all: control characters, white space, quotes and non-ASCII, and a
    /// percent sign that encodes nothing.
    ///
    /// What is encoded already stays as it is. The answer is printable ASCII whatever comes in.
    static func ascii(_ text: some StringProtocol) -> String {
        guard !text.utf8.allSatisfy({ isPrintable($0) && $0 != UInt8(ascii: "%") }) else { return String(text) }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let isMisplaced = byte == UInt8(ascii: "%") && !(rest.count >= 2 && rest.prefix(2).allSatisfy(isHexDigit))
            append(byte, to: &result, asIs: isPrintable(byte) && !isMisplaced)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes that a part of a query stands for, as servers read it: a plus for a space, and a percent sign before anything
    /// but two digits for itself.
    package static func decode(_ part: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(part)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(UInt8(digits[0] << 4 | digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return bytes
    }

    private static func append(_ byte: UInt8, to result: inout [UInt8], asIs: Bool) {
        guard !asIs else { return result.append(byte) }
        result.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 0xF] { result.append(digit < 10 ? digit + 0x30 : digit + 0x37) }
    }

    private static func isPrintable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
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
