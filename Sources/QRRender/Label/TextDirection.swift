// SPDX-License-Identifier: Apache-2.0

import CHarfBuzz

/// The direction of each character of a line, by the Unicode Bidirectional Algorithm (UAX #9).
///
/// The rules for implicit directions (P2, W1–W7, N1, N2, I1, I2) are followed. Explicit embeddings count as neutral, and
/// paired brackets are treated as other neutrals are: neither matters in a line of a few words.
enum TextDirection {
    /// The character types that the rules tell apart.
    private enum Kind {
        case left, right, arabicLetter
        case europeanNumber, arabicNumber, numberSeparator, commonSeparator, numberTerminator
        case mark, neutral
    }

    /// The script of a character.
    static func script(of scalar: UInt32) -> hb_script_t {
        unsafe hb_unicode_script(hb_unicode_funcs_get_default(), scalar)
    }

    /// The embedding level of each character: even for left to right, odd for right to left.
    ///
    /// - Parameter scalars: The scalars of the line in the order in which they are read.
    /// - Returns: As many levels.
    static func levels(of scalars: [UInt32]) -> [Int] {
        var kinds = scalars.map(kind)
        // P2 and P3: the first letter with a direction decides about the line.
        let isRightToLeft = kinds.first { [.left, .right, .arabicLetter].contains($0) }.map { $0 != .left } ?? false
        let base: Kind = isRightToLeft ? .right : .left
        resolveMarks(&kinds, base: base)
        resolveNumbers(&kinds, base: base)
        resolveNeutrals(&kinds, base: base)
        return kinds.map { level($0, base: isRightToLeft ? 1 : 0) }
    }

    /// Rules I1 and I2.
    private static func level(_ kind: Kind, base: Int) -> Int {
        switch kind {
        case .right: 1
        case .europeanNumber, .arabicNumber: 2
        default: base * 2
        }
    }

    /// W1: a mark has the type of what it stands on.
    private static func resolveMarks(_ kinds: inout [Kind], base: Kind) {
        var previous = base
        for index in kinds.indices {
            if kinds[index] == .mark { kinds[index] = previous }
            previous = kinds[index]
        }
    }

    /// W2 to W7: numbers take up the separators and signs that belong to them, and the direction of the text before.
    private static func resolveNumbers(_ kinds: inout [Kind], base: Kind) {
        var strong = base
        for index in kinds.indices {
            if [.left, .right, .arabicLetter].contains(kinds[index]) { strong = kinds[index] }
            if kinds[index] == .europeanNumber, strong == .arabicLetter { kinds[index] = .arabicNumber }
        }
        for index in kinds.indices.dropFirst().dropLast() where kinds[index - 1] == kinds[index + 1] {
            let joins =
                kinds[index - 1] == .europeanNumber && [.numberSeparator, .commonSeparator].contains(kinds[index])
                || kinds[index - 1] == .arabicNumber && kinds[index] == .commonSeparator
            if joins { kinds[index] = kinds[index - 1] }
        }
        spreadNumbers(over: kinds.indices, in: &kinds)
        spreadNumbers(over: kinds.indices.reversed(), in: &kinds)
        strong = base
        for index in kinds.indices {
            switch kinds[index] {
            case .arabicLetter: kinds[index] = .right
            case .numberSeparator, .commonSeparator, .numberTerminator: kinds[index] = .neutral
            case .europeanNumber where strong == .left: kinds[index] = .left
            default: break
            }
            if [.left, .right].contains(kinds[index]) { strong = kinds[index] }
        }
    }

    /// W5 in one direction: signs such as % and € beside a number belong to it.
    private static func spreadNumbers(over indices: some Sequence<Int>, in kinds: inout [Kind]) {
        var follows = false
        for index in indices {
            if kinds[index] == .numberTerminator, follows { kinds[index] = .europeanNumber }
            follows = kinds[index] == .europeanNumber
        }
    }

    /// N1 and N2: neutrals between two texts of the same direction have it too, others that of the line.
    private static func resolveNeutrals(_ kinds: inout [Kind], base: Kind) {
        func direction(_ kind: Kind) -> Kind { kind == .left ? .left : .right }
        var start = 0
        while start < kinds.count {
            guard kinds[start] == .neutral else {
                start += 1
                continue
            }
            let end = kinds[start...].firstIndex { $0 != .neutral } ?? kinds.count
            let before = start == 0 ? base : direction(kinds[start - 1])
            let after = end == kinds.count ? base : direction(kinds[end])
            for index in start..<end { kinds[index] = before == after ? before : base }
            start = end
        }
    }

    /// The type of a character: the few that the standard lists one by one, then letters by the direction of their script.
    private static func kind(of scalar: UInt32) -> Kind {
        switch scalar {
        case 0x30...0x39: return .europeanNumber
        case 0x660...0x669, 0x66B, 0x66C: return .arabicNumber
        case 0x2B, 0x2D: return .numberSeparator
        case 0x2C, 0x2E, 0x2F, 0x3A, 0xA0: return .commonSeparator
        case 0x23...0x25, 0xA2...0xA5, 0xB0, 0xB1, 0x20A0...0x20CF: return .numberTerminator
        default: break
        }
        guard let properties = Unicode.Scalar(scalar)?.properties else { return .neutral }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .mark
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
            .decimalNumber, .letterNumber:
            let script = script(of: scalar)
            guard hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL else { return .left }
            return [HB_SCRIPT_ARABIC, HB_SCRIPT_SYRIAC, HB_SCRIPT_THAANA].contains(script) ? .arabicLetter : .right
        default: return .neutral
        }
    }
}
