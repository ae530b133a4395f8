// SPDX-License-Identifier: Apache-2.0

/// How the data of an application identifier is written: parts of digits or characters, one after the other.
struct GS1Format: Sendable, Hashable {
    /// Which characters a part has (GS1 General Specifications, section 7.11).
    enum CharacterSet: Character, Sendable {
        /// 0–9.
        case digits = "n"
        /// The 82 characters of ISO/IEC 646 that GS1 allows.
        case set82 = "x"
        /// Digits, capital letters, `#`, `-` and `/`.
        case set39 = "y"
        /// The characters of base64url.
        case set64 = "z"
    }

    /// What a part must fulfil besides.
    enum Rule: Character, Sendable {
        /// The last digit is the check digit.
        case checkDigit = "c"
        /// The last two characters are the check characters of a Global Model Number.
        case checkPair = "k"
        /// Year, month and day.
        case date = "d"
        /// Year, month and a day that may be 00.
        case dateOrMonth = "D"
    }

    /// A part of the data.
    struct Part: Sendable, Hashable {
        let set: CharacterSet
        let length: ClosedRange<Int>
        let rule: Rule?
        let isOptional: Bool
    }

    /// The parts in their order.
    let parts: [Part]

    /// How long the data may be.
    var length: ClosedRange<Int> {
        let least = parts.reduce(0) { $0 + ($1.isOptional ? 0 : $1.length.lowerBound) }
        return least...parts.reduce(0) { $0 + $1.length.upperBound }
    }

    /// Reads the notation of the table, such as `n13c[x..17]`.
    init(_ text: Substring) {
        var parts: [Part] = []
        var rest = text
        var isOptional = false
        while let first = rest.popFirst() {
            guard let set = CharacterSet(rawValue: first) else {
                isOptional = first == "["
                continue
            }
            let isVariable = rest.hasPrefix("..")
            if isVariable { rest.removeFirst(2) }
            let digits = rest.prefix { $0.isNumber }
            rest.removeFirst(digits.count)
            let rule = rest.first.flatMap { Rule(rawValue: $0) }
            if rule != nil { rest.removeFirst() }
            let most = Int(digits) ?? 0
            parts.append(
                Part(set: set, length: (isVariable ? 1 : most)...most, rule: rule, isOptional: isOptional))
        }
        self.parts = parts
    }

    /// What the data may be, in words: `13 digits and up to 17 characters, which may be missing`.
    var description: String {
        parts.map { part in
            let count = part.length.count > 1 ? "1 to \(part.length.upperBound)" : "\(part.length.upperBound)"
            let unit = part.set == .digits ? "digit" : "character"
            let isOne = part.length == 1...1
            return "\(count) \(unit)\(isOne ? "" : "s")\(part.isOptional ? ", which may be missing" : "")"
        }
        .joined(separator: " and ")
    }
}

extension GS1Format.CharacterSet {
    /// Whether the set has the character.
    func contains(_ byte: UInt8) -> Bool {
        switch self {
        case .digits: 0x30...0x39 ~= byte
        case .set82: GS1Check.set82.contains(byte)
        case .set39: Self.digits.contains(byte) || 0x41...0x5A ~= byte || "#-/".utf8.contains(byte)
        case .set64:
            Self.digits.contains(byte) || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || "-_=".utf8.contains(byte)
        }
    }

    /// The set in words.
    var description: String {
        switch self {
        case .digits: "the digits 0 to 9"
        case .set82: "letters, digits and !\"%&'()*+,-./:;<=>?_"
        case .set39: "capital letters, digits, #, - and /"
        case .set64: "letters, digits, -, _ and ="
        }
    }
}
