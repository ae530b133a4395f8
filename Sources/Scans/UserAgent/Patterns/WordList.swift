// SPDX-License-Identifier: Apache-2.0

/// Words that are looked for in a text all at once, letter case of ASCII ignored.
struct WordList: Sendable {
    /// The words in lower case, by their first byte.
    private var words: [[[UInt8]]] = Array(repeating: [], count: 256)

    init(_ words: some Sequence<some StringProtocol>) {
        for word in words {
            let bytes = word.utf8.map(Self.lowercased)
            if let first = bytes.first { self.words[Int(first)].append(bytes) }
        }
    }

    /// Whether one of the words stands anywhere in a text.
    func isFound(in text: String) -> Bool {
        let text = text.utf8.map(Self.lowercased)
        return text.indices.contains { place in
            words[Int(text[place])].contains { Self.stands($0.span, in: text.span, at: place) }
        }
    }

    private static func stands(_ word: Span<UInt8>, in text: Span<UInt8>, at place: Int) -> Bool {
        guard place + word.count <= text.count else { return false }
        for offset in 1..<max(1, word.count) where word[offset] != text[place + offset] { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
