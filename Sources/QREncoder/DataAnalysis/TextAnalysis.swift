// SPDX-License-Identifier: Apache-2.0

/// The segments of a text: the best modes in one class of versions, and the ECI header if one is due.
///
/// Characters outside ASCII go either into byte segments, as UTF-8 under ECI 26, or into kanji segments, whose Shift
/// JIS needs no header; never both in one symbol, because a header for one would change the meaning of the other.
@safe
struct TextAnalysis {
    private let text: UnsafeBufferPointer<UInt8>
    private let modes: UnsafeMutablePointer<UInt8>
    /// The room for a second opinion when kanji mode is allowed.
    private let alternative: UnsafeMutablePointer<UInt8>
    private let needsECI: Bool
    private let mayUseKanji: Bool
    /// No segmentation takes fewer bits.
    private let leastBits: Int
    private let fnc1: FNC1?
    private var usesKanji = false

    /// The bits of the header that announces UTF-8.
    private static let eciBits = 12

    /// The scratch bytes for a text of so many bytes.
    static func scratchBytes(textCount: Int) -> Int { 2 * textCount }

    /// Looks over a text.
    ///
    /// - Parameters:
    ///   - text: Its UTF-8.
    ///   - options: ECI policy and kanji.
    ///   - scratch: Room for `scratchBytes(textCount:)`.
    init(text: UnsafeBufferPointer<UInt8>, options: EncodingOptions, scratch: UnsafeMutablePointer<UInt8>) {
        unsafe self.text = text
        unsafe modes = scratch
        unsafe alternative = scratch + text.count
        var digits = 0
        var alphanumerics = 0
        var highBits: UInt8 = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            let value = CharacterClass.table[Int(byte)]
            highBits |= byte
            digits &+= Int(value &>> 6 & 1)
            alphanumerics &+= value == CharacterClass.other ? 0 : 1
        }
        // `other` has the bit of digits set as well.
        let others = text.count &- alphanumerics
        digits &-= others
        let isASCII = highBits < 0x80
        needsECI = !isASCII && options.eciPolicy == .automatic
        mayUseKanji = unsafe !isASCII && options.usesKanji && Segmentation.isKanjiWritable(text)
        fnc1 = options.fnc1
        // A separator may take less than its class tells.
        leastBits = fnc1 != nil ? 0 : (20 * digits + 33 * (alphanumerics - digits) + 48 * others) / 6
    }

    /// Finds the best modes in a class of versions, unless they surely exceed a number of bits.
    ///
    /// - Parameters:
    ///   - versions: The class.
    ///   - limit: The bits beyond which the answer does not matter.
    /// - Returns: The bits of all segments with the ECI header.
    mutating func bits(_ versions: VersionClass, limit: Int = .max) -> Int? {
        guard leastBits <= limit || mayUseKanji else { return nil }
        if fnc1 == nil && !mayUseKanji {
            let bits = unsafe Segmentation.optimize(text, versions: versions, modes: modes)
            return bits + (needsECI ? TextAnalysis.eciBits : 0)
        }
        return bitsByScalars(versions)
    }

    private mutating func bitsByScalars(_ versions: VersionClass) -> Int {
        let costs = ScalarCosts(usesKanji: false, hasFNC1: fnc1 != nil)
        let bits = unsafe Segmentation.optimize(text, versions: versions, costs: costs, modes: modes)
        let total = bits + (needsECI ? TextAnalysis.eciBits : 0)
        let headerBits = headerBits(versions)
        usesKanji = false
        guard mayUseKanji else { return headerBits + total }
        let kanjiCosts = ScalarCosts(usesKanji: true, hasFNC1: fnc1 != nil)
        let kanjiBits = unsafe Segmentation.optimize(text, versions: versions, costs: kanjiCosts, modes: alternative)
        usesKanji = kanjiBits <= total
        return headerBits + min(kanjiBits, total)
    }

    /// The bits that announce FNC1.
    private func headerBits(_ versions: VersionClass) -> Int {
        // The options were checked, so there is a header.
        (try? fnc1?.header())?.bitCount(versions) ?? 0
    }

    /// Writes the segments that the last call of `bits` found.
    func write(to writer: inout BitWriter, versions: VersionClass) {
        if needsECI && !usesKanji {
            // Two fixed codewords' worth: mode indicator 0111, assignment 26.
            writer.append(Segment.Mode.eci.indicator << 8 | 26, count: TextAnalysis.eciBits)
        }
        if let header = try? fnc1?.header() { writer.append(header, versions: versions) }
        let modes = unsafe usesKanji ? alternative : modes
        var start = 0
        while unsafe start < text.count {
            let number = unsafe modes[start]
            var end = start + 1
            while unsafe end < text.count && modes[end] == number { end += 1 }
            let mode = Segmentation.modes[Int(number)]
            let characters = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
            start = end
            if fnc1 != nil && mode == .alphanumeric {
                unsafe writer.append(FNC1.alphanumeric(characters), versions: versions)
                continue
            }
            let count = unsafe mode == .kanji ? TextAnalysis.scalarCount(characters) : characters.count
            unsafe writer.append(mode, characterCount: count, text: characters, versions: versions)
        }
    }

    private static func scalarCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for index in 0..<text.count where unsafe text[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// The bits of a text that no symbol can hold, for the error message: one segment in the densest mode that can
    /// write it whole.
    static func singleSegmentBits(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var mode = Segment.Mode.numeric
        for index in 0..<text.count {
            let byte = unsafe text[index]
            if !CharacterClass.isAlphanumeric(byte) {
                mode = .byte
                break
            }
            if !CharacterClass.isDigit(byte) { mode = .alphanumeric }
        }
        return mode.headerBits(.large) + mode.dataBits(characters: text.count)
    }
}
