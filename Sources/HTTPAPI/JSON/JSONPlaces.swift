// SPDX-License-Identifier: Apache-2.0

import Codes

/// Where the values inside a checked JSON text begin and end.
///
/// For texts of which only one part at a time becomes values: these take some eighteen times the memory of their text.
/// The text has to have passed ``JSONCheck``.
struct JSONPlaces {
    private let bytes: [UInt8]
    private var index: Int
    private let end: Int

    /// The places of the members of that name in the object that the text is; nil where it is no object.
    static func members(named name: String, of bytes: [UInt8]) -> [Range<Int>]? {
        var places = JSONPlaces(bytes, bytes.indices)
        guard places.skip(UInt8(ascii: "{")) else { return nil }
        var found: [Range<Int>] = []
        while !places.isAt(UInt8(ascii: "}")) {
            let key = places.value()
            _ = places.skip(UInt8(ascii: ":"))
            let value = places.value()
            if (try? JSONParser.parse(Array(bytes[key]), depth: 1)) == .string(name) { found.append(value) }
            _ = places.skip(UInt8(ascii: ","))
        }
        return found
    }

    /// The places of the elements of an array that lies at a place; nil where that is no array.
    static func elements(at place: Range<Int>, of bytes: [UInt8]) -> [Range<Int>]? {
        var places = JSONPlaces(bytes, place)
        guard places.skip(UInt8(ascii: "[")) else { return nil }
        var found: [Range<Int>] = []
        while !places.isAt(UInt8(ascii: "]")) {
            found.append(places.value())
            _ = places.skip(UInt8(ascii: ","))
        }
        return found
    }

    private init(_ bytes: [UInt8], _ place: Range<Int>) {
        self.bytes = bytes
        index = place.lowerBound
        end = place.upperBound
    }

    /// Whether the next byte that is no space is this one; true at the end too, where a checked text never gets.
    private mutating func isAt(_ byte: UInt8) -> Bool {
        while index < end, JSONCheck.isSpace(bytes[index]) { index += 1 }
        return index >= end || bytes[index] == byte
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard isAt(byte), index < end else { return false }
        index += 1
        return true
    }

    /// The place of the next value, which is passed over.
    private mutating func value() -> Range<Int> {
        _ = isAt(0)
        let start = index
        var level = 0
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""): passText()
            case UInt8(ascii: "{"), UInt8(ascii: "["): level += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if level == 0 { return start..<index }
                level -= 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if level == 0 { return start..<index }
            case let byte where level == 0 && JSONCheck.isSpace(byte): return start..<index
            default: break
            }
            index += 1
        }
        return start..<end
    }

    /// Moves on to the quote that ends a string.
    private mutating func passText() {
        index += 1
        while index < end, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
    }
}
