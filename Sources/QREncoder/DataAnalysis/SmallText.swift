// SPDX-License-Identifier: Apache-2.0

/// A text for a small symbol.
///
/// Micro QR Code has no ECI header, so that its byte segments are ISO/IEC 8859-1 (ISO/IEC 18004:2015, 7.3.5).
struct SmallText {
    /// How characters outside ASCII are written.
    private enum Charset {
        /// One byte each, which needs no header.
        case latin1
        /// In kanji mode, which needs none either.
        case kanji
        /// As UTF-8 that nothing announces.
        case utf8
        /// As UTF-8 behind an ECI header.
        case announcedUTF8
    }

    private let text: [UInt8]
    private let charset: Charset

    /// Looks over a text.
    ///
    /// Throws `EncodingError.unsuitable` for the first character that would need an ECI header.
    init(_ text: String, options: EncodingOptions, symbology: Symbology) throws(EncodingError) {
        self.text = Array(text.utf8)
        let isKanjiWritable = unsafe self.text.withUnsafeBufferPointer { unsafe Segmentation.isKanjiWritable($0) }
        if options.usesKanji && isKanjiWritable {
            charset = .kanji
        } else if options.eciPolicy == .never || self.text.allSatisfy({ $0 < 0x80 }) {
            charset = .utf8
        } else if symbology == .rmqr {
            charset = .announcedUTF8
        } else if let stranger = text.enumerated().first(where: { !SmallText.isLatin1($0.element) }) {
            throw .unsuitable(.character(stranger.element, index: stranger.offset), symbology)
        } else {
            charset = .latin1
        }
    }

    /// The segments of fewest bits in a version, or `nil` when it has no mode for some character.
    func segments(_ format: SegmentFormat) -> [Segment]? {
        guard !text.isEmpty else { return [] }
        let costs = ScalarCosts(usesKanji: charset == .kanji, hasFNC1: false, isLatin1: charset == .latin1)
        let headers = Segmentation.modes.map { 6 * (format.headers[$0]?.bits ?? Segmentation.impossible) }
        var modes = [UInt8](repeating: 0, count: text.count)
        let bits = unsafe text.withUnsafeBufferPointer { text in
            unsafe modes.withUnsafeMutableBufferPointer { modes in
                unsafe Segmentation.optimize(
                    text, headers: headers, costs: costs, modes: modes.baseAddress.unsafelyUnwrapped, )
            }
        }
        return bits < Segmentation.impossible / 6 ? segments(modes) : nil
    }

    private func segments(_ modes: [UInt8]) -> [Segment] {
        var segments: [Segment] = []
        if charset == .announcedUTF8, let header = try? Segment.eci(26) { segments.append(header) }
        var start = 0
        while start < text.count {
            let end = modes[start...].firstIndex { $0 != modes[start] } ?? text.count
            segments.append(segment(text[start..<end], Segmentation.modes[Int(modes[start])]))
            start = end
        }
        return segments
    }

    private func segment(_ text: ArraySlice<UInt8>, _ mode: Segment.Mode) -> Segment {
        switch mode {
        case .byte where charset == .latin1:
            .bytes(String(decoding: text, as: UTF8.self).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        case .kanji:
            Segment(mode: .kanji, characterCount: text.count { $0 & 0xC0 != 0x80 }, content: Array(text))
        default:
            Segment(mode: mode, characterCount: text.count, content: Array(text))
        }
    }

    private static func isLatin1(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.value < 0x100 }
    }
}
