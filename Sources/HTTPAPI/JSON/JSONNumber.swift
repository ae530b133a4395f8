// SPDX-License-Identifier: Apache-2.0

import Codes

/// Reads one number of a JSON text.
struct JSONNumber {
    /// The most characters of a number: a 64-bit floating-point number needs 24, careful writers send a few more.
    private static let longest = 64

    private let bytes: [UInt8]
    private let start: Int
    /// Where reading stands: behind the number when it was scanned.
    private(set) var index: Int

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
        index = start
    }

    /// The number; whole ones that fit 64 bits stay exact.
    mutating func scan() throws(JSONFault) -> JSONValue {
        _ = take("-")
        let leading = index
        guard digits() > 0 else { throw fault("a digit is expected") }
        if bytes[leading] == UInt8(ascii: "0"), index > leading + 1 { throw fault("a number has no leading zeros") }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw fault("a digit is expected after the point") }
        }
        if take("e") || take("E") {
            isWhole = false
            _ = take("+") || take("-")
            guard digits() > 0 else { throw fault("a digit is expected in the exponent") }
        }
        guard index - start <= Self.longest else { throw fault("a number has at most \(Self.longest) characters") }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let whole = Int(text) { return .integer(whole) }
        guard let number = Double(text), number.isFinite else { throw fault("the number is too large") }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let first = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        return index - first
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(reason, at: index) }
}
