// SPDX-License-Identifier: Apache-2.0

extension Segmentation {
    /// More than any text costs.
    private static let impossible = 1 << 40

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

    /// Finds the best modes when kanji mode writes every character outside ASCII.
    ///
    /// - Parameters:
    ///   - text: The UTF-8 of a text for which `isKanjiWritable` holds.
    ///   - versions: The class of the version.
    ///   - modes: Room for as many bytes; receives for each byte of the text its mode as an index of `Segmentation.modes`.
    /// - Returns: The bits of all segments.
    static func optimizeWithKanji(
        _ text: UnsafeBufferPointer<UInt8>,
        versions: VersionClass,
        modes: UnsafeMutablePointer<UInt8>,
    ) -> Int {
        let headers = Segmentation.modes.map { 6 * $0.headerBits(versions) }
        var costs = headers
        var index = 0
        while index < text.count {
            let length = unsafe UTF8Scalar.length(lead: text[index])
            // Within a scalar, every mode continues; only after its last byte may the mode change.
            for offset in 0..<length - 1 { unsafe modes[index + offset] = 0b1110_0100 }
            index += length
            let written = zip(costs, unsafe costsOfScalar(lead: text[index - length])).map(+)
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

    /// What a scalar costs in each mode, in sixths of a bit.
    private static func costsOfScalar(lead: UInt8) -> [Int] {
        guard lead < 0x80 else { return [impossible, impossible, impossible, 78] }
        return [
            CharacterClass.isDigit(lead) ? 20 : impossible,
            CharacterClass.isAlphanumeric(lead) ? 33 : impossible,
            48,
            impossible,
        ]
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
