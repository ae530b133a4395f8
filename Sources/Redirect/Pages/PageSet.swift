// SPDX-License-Identifier: Apache-2.0

/// The pages in every language.
final class PageSet: Sendable {
    /// One template for each of ``PageWords/all``.
    let templates: [PageTemplate]

    /// Makes the templates.
    init(theme: PageTheme = PageTheme()) {
        templates = PageWords.all.map { PageTemplate(words: $0, theme: theme) }
    }

    /// Which template a scanner gets, by `Accept-Language`; English where none of the languages is there.
    @inline(__always)
    func index(for header: Span<UInt8>) -> Int { header.isEmpty ? 0 : best(header) }

    /// The template that a scanner gets.
    func template(for header: Span<UInt8>) -> PageTemplate { templates[index(for: header)] }

    /// The template that a scanner gets.
    func template(for header: String) -> PageTemplate { template(for: Array(header.utf8).span) }

    private func best(_ header: Span<UInt8>) -> Int {
        var walk = AcceptedLanguages()
        var best = (index: 0, quality: 0)
        while let entry = walk.next(header) {
            guard entry.quality > best.quality, let index = Self.index(header, entry.tag) else { continue }
            best = (index, entry.quality)
        }
        return best.index
    }

    /// Which language a tag names: all of ``PageWords/all`` have two letters.
    private static func index(_ header: Span<UInt8>, _ tag: Range<Int>) -> Int? {
        guard tag.count >= 2, tag.count == 2 || header[tag.lowerBound + 2] == UInt8(ascii: "-") else { return nil }
        let (first, second) = (header[tag.lowerBound] | 0x20, header[tag.lowerBound + 1] | 0x20)
        return letters.firstIndex { $0.0 == first && $0.1 == second }
    }

    private static let letters = PageWords.all.map { words in
        let bytes = Array(words.language.utf8)
        return (bytes[0], bytes[1])
    }
}
