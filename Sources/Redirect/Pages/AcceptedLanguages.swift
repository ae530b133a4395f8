// SPDX-License-Identifier: Apache-2.0

/// Walks over the languages of an `Accept-Language` header (RFC 9110 section 12.5.4) without allocating.
struct AcceptedLanguages {
    /// One language, and how much it is liked.
    struct Entry {
        /// Where the tag stands in the header.
        let tag: Range<Int>
        /// The quality in thousandths.
        let quality: Int
    }

    /// The most languages that are looked at.
    private static let most = 32

    private var position = 0
    private var count = 0

    /// The next language; nil at the end.
    ///
    /// A malformed entry has the quality 0.
    mutating func next(_ header: Span<UInt8>) -> Entry? {
        guard position < header.count, count < Self.most else { return nil }
        count += 1
        while position < header.count, Self.isGap(header[position]) { position += 1 }
        let start = position
        while position < header.count, Self.isTagByte(header[position]) { position += 1 }
        let tag = start..<position
        var quality = 1_000
        while position < header.count, header[position] != UInt8(ascii: ",") {
            if header[position] == UInt8(ascii: "=") {
                position += 1
                quality = readQuality(header)
            } else {
                position += 1
            }
        }
        position += 1
        return Entry(tag: tag, quality: tag.isEmpty ? 0 : quality)
    }

    /// `0`, `1` or a fraction with at most three digits, in thousandths.
    private mutating func readQuality(_ header: Span<UInt8>) -> Int {
        var value = 0
        var scale = 1_000
        var isFraction = false
        while position < header.count, scale >= 1 {
            let byte = header[position]
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
                if isFraction { scale /= 10 }
                value += Int(byte - UInt8(ascii: "0")) * scale
                if !isFraction, value > 1_000 { return 0 }
            } else {
                break
            }
            position += 1
        }
        return min(value, 1_000)
    }

    /// The tag that is liked best, in lower case; the first of several, nil where there is none.
    static func preferred(in header: String) -> String? {
        let bytes = Array(header.utf8.prefix(512))
        var walk = AcceptedLanguages()
        var best: Entry?
        while let entry = walk.next(bytes.span) {
            if entry.quality > best?.quality ?? 0 { best = entry }
        }
        return best.map { String(decoding: bytes[$0.tag], as: UTF8.self).lowercased() }
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",")
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
