// SPDX-License-Identifier: Apache-2.0

/// What the characters of a text cost in the modes when some need care: kanji, or the separators of FNC1.
struct ScalarCosts {
    /// Whether kanji mode writes every character outside ASCII; otherwise byte mode does.
    let usesKanji: Bool
    /// Whether alphanumeric mode writes the separator of FNC1 as `%`, and `%` as two.
    let hasFNC1: Bool
    /// Whether byte mode writes every scalar in one byte.
    var isLatin1 = false

    /// What a scalar costs in each mode, in sixths of a bit.
    func inModes(lead: UInt8, length: Int) -> [Int] {
        let impossible = Segmentation.impossible
        guard lead < 0x80 else {
            return [
                impossible, impossible, usesKanji ? impossible : 48 * (isLatin1 ? 1 : length),
                usesKanji ? 78 : impossible,
            ]
        }
        let characters = alphanumericCount(lead)
        return [
            CharacterClass.isDigit(lead) ? 20 : impossible, characters == 0 ? impossible : 33 * characters, 48,
            impossible,
        ]
    }

    /// The characters that alphanumeric mode writes for a byte, 0 when it cannot write it.
    func alphanumericCount(_ byte: UInt8) -> Int {
        if hasFNC1 && byte == FNC1.substitute { return 2 }
        return CharacterClass.isAlphanumeric(byte) || hasFNC1 && byte == FNC1.separator ? 1 : 0
    }
}

extension Segmentation {
    /// More than any text costs.
    static let impossible = 1 << 40

    /// Whether kanji mode can write every character outside ASCII, so that no byte segment needs a charset.
    static func isKanjiWritable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            let (scalar, length) = unsafe UTF8Scalar.decode(text, at: index)
            guard length == 1 || KanjiTable.value(of: scalar) != nil else { return false }
            index += length
        }
        return true
    }

    /// Finds the best modes scalar by scalar.
    ///
    /// - Parameters:
    ///   - text: The UTF-8 of a text; `isKanjiWritable` holds for it when kanji mode is used.
    ///   - versions: The class of the version.
    ///   - scalarCosts: What each scalar costs.
    ///   - modes: Room for as many bytes; receives for each byte of the text its mode as an index of `Segmentation.modes`.
    /// - Returns: The bits of all segments.
    static func optimize(
        _ text: UnsafeBufferPointer<UInt8>,
        versions: VersionClass,
        costs scalarCosts: ScalarCosts,
        modes: UnsafeMutablePointer<UInt8>,
    ) -> Int {
        let headers = Segmentation.modes.map { 6 * $0.headerBits(versions) }
        return unsafe optimize(text, headers: headers, costs: scalarCosts, modes: modes)
    }

    /// Finds the best modes for headers that cost so much, in sixths of a bit; `impossible` for a mode that does not
    /// exist.
    static func optimize(
        _ text: UnsafeBufferPointer<UInt8>,
        headers: [Int],
        costs scalarCosts: ScalarCosts,
        modes: UnsafeMutablePointer<UInt8>,
    ) -> Int {
        var costs = headers
        var index = 0
        while index < text.count {
            let length = unsafe UTF8Scalar.length(lead: text[index])
            // Within a scalar, every mode continues; only after its last byte may the mode change.
            for offset in 0..<length - 1 { unsafe modes[index + offset] = 0b1110_0100 }
            index += length
            let scalar = unsafe scalarCosts.inModes(lead: text[index - length], length: length)
            let written = zip(costs, scalar).map(+)
            unsafe modes[index - 1] = enter(written: written, headers: headers, costs: &costs)
        }
        guard var mode = costs.indices.min(by: { costs[$0] < costs[$1] }), !text.isEmpty else { return 0 }
        let bits = roundedUp(costs[mode]) / 6
        for index in stride(from: text.count - 1, through: 0, by: -1) {
            mode = unsafe Int(modes[index]) >> (2 * mode) & 0b11
            unsafe modes[index] = UInt8(mode)
        }
        return bits
    }

    /// Finds for every mode whether it is better continued or entered anew after a scalar.
    ///
    /// - Parameters:
    ///   - written: The cost of having written the scalar in each mode.
    ///   - headers: The cost of entering each mode.
    ///   - costs: Receives the least cost of standing in each mode.
    /// - Returns: From which mode each is entered, two bits a mode.
    private static func enter(written: [Int], headers: [Int], costs: inout [Int]) -> UInt8 {
        var origins: UInt8 = 0
        for mode in 0..<4 {
            var origin = mode
            costs[mode] = written[mode]
            for other in 0..<4 where other != mode && roundedUp(written[other]) + headers[mode] < costs[mode] {
                costs[mode] = roundedUp(written[other]) + headers[mode]
                origin = other
            }
            origins |= UInt8(origin) << UInt8(2 * mode)
        }
        return origins
    }
}
