// SPDX-License-Identifier: Apache-2.0

/// By whose rules the data of a symbol is formatted (ISO/IEC 18004:2015, 7.4.8).
///
/// Fields of variable length end with the separator U+001D, which alphanumeric mode writes as `%`; a percent sign of the
/// data is doubled there. In text the encoder does both, in alphanumeric segments made by hand it is the caller's.
public enum FNC1: Sendable, Hashable {
    /// FNC1 in first position: a GS1 element string, such as `0109506000134352` `10ABC` U+001D `21XY`, without
    /// parentheses.
    case gs1
    /// FNC1 in second position: the rules of an industry, named by an application indicator of AIM: one Latin letter or
    /// two digits.
    case industry(String)

    /// The separator of fields, GS.
    static let separator: UInt8 = 0x1D
    /// What alphanumeric mode writes in its place, and twice for itself.
    static let substitute = UInt8(ascii: "%")

    /// The alphanumeric segment of characters that it can write, separators among them.
    static func alphanumeric(_ text: UnsafeBufferPointer<UInt8>) -> Segment {
        var content: [UInt8] = []
        for index in 0..<text.count {
            let byte = unsafe text[index]
            content.append(byte == separator ? substitute : byte)
            if byte == substitute { content.append(substitute) }
        }
        return Segment(mode: .alphanumeric, characterCount: content.count, content: content)
    }

    /// The segment that announces the rules.
    ///
    /// Throws `EncodingError.invalidApplicationIndicator`.
    func header() throws(EncodingError) -> Segment {
        switch self {
        case .gs1: .gs1
        case .industry(let indicator): try .industry(applicationIndicator: indicator)
        }
    }
}

extension Segment {
    /// FNC1 in first position, which stands before the first characters and after any ECI header: the message is a GS1
    /// element string.
    public static let gs1 = Segment(mode: .fnc1First, characterCount: 0, content: [])

    /// FNC1 in second position, which stands before the first characters and after any ECI header.
    ///
    /// - Parameter applicationIndicator: One Latin letter or two digits, assigned by AIM.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidApplicationIndicator` for anything else.
    public static func industry(applicationIndicator: String) throws(EncodingError) -> Segment {
        let bytes = Array(applicationIndicator.utf8)
        // 7.4.8.3: a letter's ASCII value and 100, or the number itself.
        if bytes.count == 1, UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[0] | 0x20 {
            return Segment(mode: .fnc1Second, characterCount: 0, content: [bytes[0] + 100])
        }
        guard bytes.count == 2, bytes.allSatisfy(CharacterClass.isDigit) else {
            throw .invalidApplicationIndicator(applicationIndicator)
        }
        return Segment(mode: .fnc1Second, characterCount: 0, content: [(bytes[0] - 48) * 10 + bytes[1] - 48])
    }
}
