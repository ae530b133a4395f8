// SPDX-License-Identifier: Apache-2.0

import Scans

/// Recognises `GET|HEAD /r/{id}[/][?query] HTTP/1.1` (or `/q/{id}[/]`, or `/{id}`, or 1.0) and the plain heads that browsers and proxies send with it.
///
/// Not an HTTP parser: it says yes to the requests that it understands to the last byte (RFC 9112 without any of its
/// tolerances), and leaves everything else to the one HTTP implementation behind it, so that there is one truth about
/// what a malformed request means.
struct RequestHeadParser {
    /// The longest head that is read here, in bytes.
    static let longestHead = 16_384
    /// The most header fields that are read here.
    static let mostFields = 64

    private var position = 0
    private var head = RequestHead()
    private var seen: SeenFields = []

    /// Why reading stopped.
    private enum Stop: Error {
        case incomplete
        case foreign
    }

    /// Reads the head at the beginning of `bytes`; what follows it is not looked at.
    static func parse(_ bytes: Span<UInt8>) -> ParsedHead {
        var parser = RequestHeadParser()
        do throws(Stop) {
            try parser.readRequestLine(bytes)
            try parser.readFields(bytes)
            return .scan(parser.head)
        } catch {
            return error == .incomplete && bytes.count <= longestHead ? .incomplete : .foreign
        }
    }

    private mutating func readRequestLine(_ bytes: Span<UInt8>) throws(Stop) {
        switch try next(bytes) {
        case UInt8(ascii: "G"): try skip(bytes, "ET /")
        case UInt8(ascii: "H"):
            try skip(bytes, "EAD /")
            head.marks.insert(.head)
        default: throw .foreign
        }
        try readPrefix(bytes)
        head.id = try readID(bytes)
        // The form of `/q/{id}/` that is printed; a path and the same with a slash are one to the router behind.
        if try peek(bytes) == UInt8(ascii: "/") { position += 1 }
        switch try next(bytes) {
        case UInt8(ascii: " "): break
        case UInt8(ascii: "?"):
            head.query = try readQuery(bytes)
            position += 1
        default: throw .foreign
        }
        try skip(bytes, "HTTP/1.")
        switch try next(bytes) {
        case UInt8(ascii: "1"): break
        case UInt8(ascii: "0"):
            head.isVersion10 = true
            head.keepsAlive = false
        default: throw .foreign
        }
        try skip(bytes, "\r\n")
    }

    /// Stops in front of the id: behind `r/` or `q/`, or at once where the path is the id alone.
    private mutating func readPrefix(_ bytes: Span<UInt8>) throws(Stop) {
        let first = try peek(bytes)
        if first == UInt8(ascii: "r") || first == UInt8(ascii: "q") {
            guard position + 1 < bytes.count else { throw .incomplete }
            if bytes[position + 1] == UInt8(ascii: "/") {
                position += 2
                return
            }
        }
        head.isShortLink = true
    }

    /// Stops in front of `?`, the blank or, behind a prefix, the slash.
    ///
    /// An id of other characters, and an encoded one, is not read here.
    private mutating func readID(_ bytes: Span<UInt8>) throws(Stop) -> ByteRange {
        let start = position
        let allowed = ByteSet.slug
        while true {
            let byte = try peek(bytes)
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "?") { break }
            guard allowed.contains(byte), position - start < 64 else {
                guard byte == UInt8(ascii: "/"), !head.isShortLink else { throw .foreign }
                break
            }
            position += 1
        }
        guard position - start >= 3 else { throw .foreign }
        return range(from: start, to: position)
    }

    /// Stops in front of the blank.
    ///
    /// Visible ASCII but `#`, which no request target has.
    private mutating func readQuery(_ bytes: Span<UInt8>) throws(Stop) -> ByteRange {
        let start = position
        while true {
            let byte = try peek(bytes)
            if byte == UInt8(ascii: " ") { return range(from: start, to: position) }
            guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "#"), position < Self.longestHead else {
                throw .foreign
            }
            position += 1
        }
    }

    private mutating func readFields(_ bytes: Span<UInt8>) throws(Stop) {
        var count = 0
        while try peek(bytes) != UInt8(ascii: "\r") {
            count += 1
            guard count <= Self.mostFields else { throw .foreign }
            let name = try readName(bytes)
            let value = try readValue(bytes)
            try note(bytes, name, value)
        }
        try skip(bytes, "\r\n")
        guard position <= Self.longestHead, seen.contains(.host) || head.isVersion10 else { throw .foreign }
        head.length = position
    }

    /// Reads a name and its colon.
    ///
    /// A blank before either is obsolete folding or a smuggling attempt: not a token byte.
    private mutating func readName(_ bytes: Span<UInt8>) throws(Stop) -> Range<Int> {
        let start = position
        let allowed = ByteSet.token
        while try peek(bytes) != UInt8(ascii: ":") {
            guard allowed.contains(bytes[position]) else { throw .foreign }
            position += 1
        }
        guard position > start, position < Self.longestHead else { throw .foreign }
        position += 1
        return start..<position - 1
    }

    /// Reads a value and the CRLF behind it; blanks around the value are not part of it.
    private mutating func readValue(_ bytes: Span<UInt8>) throws(Stop) -> ByteRange {
        while Self.isBlank(try peek(bytes)) { position += 1 }
        let start = position
        skipText(bytes)
        while true {
            let byte = try peek(bytes)
            if byte == UInt8(ascii: "\r") { break }
            guard byte >= 0x20 || byte == UInt8(ascii: "\t"), byte != 0x7F else { throw .foreign }
            position += 1
            skipText(bytes)
        }
        guard position < Self.longestHead else { throw .foreign }
        var end = position
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        try skip(bytes, "\r\n")
        return range(from: start, to: end)
    }

    /// Skips text eight bytes at a time: stops where one of the next eight is a control character or DEL.
    ///
    /// Source of the two tests: Sean Eron Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n"
    /// and "... a zero byte"; a false alarm behind a true one is harmless, the bytes are then looked at one by one.
    private mutating func skipText(_ bytes: Span<UInt8>) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = unsafe bytes.bytes
        while position + 8 <= raw.byteCount {
            // The eight bytes are within the span by the loop's condition.
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
            let control = (word &- ones &* 0x20) & ~word
            let deleted = word ^ (ones &* 0x7F)
            guard (control | ((deleted &- ones) & ~deleted)) & (ones &* 0x80) == 0 else { return }
            position += 8
        }
    }

    private mutating func note(_ bytes: Span<UInt8>, _ name: Range<Int>, _ value: ByteRange) throws(Stop) {
        guard let field = KnownField(bytes, name) else { return }
        // Twice the same field, or two that say the same: what that means is not decided here.
        guard seen.insert(field.mark).inserted else { throw .foreign }
        switch field {
        case .host: guard value.count > 0 else { throw .foreign }
        case .connection: try noteConnection(bytes, value)
        case .userAgent: head.userAgent = value
        case .referrer: head.referrer = value
        case .language: head.language = value
        case .forwardedFor: head.forwardedFor = value
        case .country: head.country = value
        case .requestID: head.requestID = value
        case .doNotTrack, .privacyControl:
            if bytes.matches("1", value.offsets) { head.marks.insert(.privacy) }
        case .purpose, .secPurpose, .xPurpose, .mozilla:
            if Purpose.isAhead(bytes.extracting(value.offsets)) { head.marks.insert(.ahead) }
        case .framing: throw .foreign
        }
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: ByteRange) throws(Stop) {
        if bytes.matches("close", value.offsets) {
            head.keepsAlive = false
        } else if bytes.matches("keep-alive", value.offsets) {
            head.keepsAlive = true
        } else {
            throw .foreign
        }
    }

    private func range(from start: Int, to end: Int) -> ByteRange {
        ByteRange(start: UInt16(truncatingIfNeeded: start), count: UInt16(truncatingIfNeeded: end - start))
    }

    @inline(__always)
    private func peek(_ bytes: Span<UInt8>) throws(Stop) -> UInt8 {
        guard position < bytes.count else { throw .incomplete }
        return bytes[position]
    }

    @inline(__always)
    private mutating func next(_ bytes: Span<UInt8>) throws(Stop) -> UInt8 {
        let byte = try peek(bytes)
        position += 1
        return byte
    }

    @inline(__always)
    private mutating func skip(_ bytes: Span<UInt8>, _ text: StaticString) throws(Stop) {
        for index in 0..<text.utf8CodeUnitCount {
            // Within the literal by the loop's bounds.
            let expected = unsafe text.utf8Start[index]
            guard try next(bytes) == expected else { throw .foreign }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
