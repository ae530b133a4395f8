// SPDX-License-Identifier: Apache-2.0

import Store

/// Which journal a folder holds, and how often it was opened: the file `identity`.
///
/// Segment numbers are the count of openings in the upper bits and a sequence in the lower ones, so that a number is
/// never given twice, not even after every segment was ingested and deleted: the store remembers positions by number.
struct JournalIdentity: Sendable, Hashable {
    /// The journal's random id: 32 hexadecimal digits.
    let journal: JournalID
    /// How often the journal was opened, this time included.
    let opening: Int64

    /// Bits of a segment number that count within one opening: 16 million segments.
    static let sequenceBits: Int64 = 24

    /// The identity of a folder that is new.
    init(using generator: inout some RandomNumberGenerator) {
        journal = JournalID(hexadecimal((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
        opening = 1
    }

    private init(journal: JournalID, opening: Int64) {
        self.journal = journal
        self.opening = opening
    }

    /// Reads the file's text.
    /// - Returns: nil when it is anything else than ``text`` makes.
    init?(text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, words[0] == "waymark-journal", fromHexadecimal(words[1]).count == 16,
            let opening = Int64(words[2]), opening > 0
        else { return nil }
        self.init(journal: JournalID(String(words[1])), opening: opening)
    }

    /// What the file holds.
    var text: String { "waymark-journal \(journal.text) \(opening)\n" }

    /// The identity of the next opening, above every segment that is there.
    func reopened(above highest: Int64) -> JournalIdentity {
        JournalIdentity(journal: journal, opening: max(opening, highest >> Self.sequenceBits) + 1)
    }

    /// The number of the opening's n-th segment, from 0.
    func segmentNumber(_ sequence: Int64) -> Int64 { opening << Self.sequenceBits | sequence }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes of hexadecimal digits; empty when the text is none.
func fromHexadecimal(_ text: some StringProtocol) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return [] }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
