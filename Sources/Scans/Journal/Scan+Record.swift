// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

extension Scan {
    /// Reads a whole record.
    /// - Parameters:
    ///   - record: the record without its padding; its check was right.
    ///   - isBot: tells bots by their user agent.
    init(record: RawSpan, isBot: (String) -> Bool) {
        var texts = TextReader(record: record)
        let userAgent = texts.next(
            UInt16(littleEndian: record.number(at: ScanRecord.Offset.userAgentLength)), most: 512, )
        let referrer = texts.next(UInt16(littleEndian: record.number(at: ScanRecord.Offset.referrerLength)), most: 512)
        let language = texts.next(UInt16(littleEndian: record.number(at: ScanRecord.Offset.languageLength)), most: 128)
        let flags = UInt16(littleEndian: record.number(at: ScanRecord.Offset.flags))
        let isHead = flags & 1 == 1
        self.init(
            code: Int64(littleEndian: record.number(at: ScanRecord.Offset.code)),
            version: Int(UInt32(littleEndian: record.number(at: ScanRecord.Offset.version))),
            at: Timestamp(milliseconds: Int64(littleEndian: record.number(at: ScanRecord.Offset.time))),
            kind: isHead ? .head : userAgent.map(isBot) ?? false ? .bot : .person,
            country: CountryCode(recorded: UInt16(bigEndian: record.number(at: ScanRecord.Offset.country))).description,
            visitor: UInt64(littleEndian: record.number(at: ScanRecord.Offset.visitor)),
            userAgent: userAgent,
            referrer: referrer,
            language: language,
        )
    }
}

/// Takes the texts of a record one behind the other.
private struct TextReader: ~Copyable {
    let record: [UInt8]
    var offset = 0

    init(record: RawSpan) {
        let texts = record.extracting(droppingFirst: ScanRecord.headerBytes)
        self.record = unsafe texts.withUnsafeBytes { unsafe Array($0) }
    }

    /// The next text, or nil when it is empty.
    ///
    /// Clients send what they like: what is not UTF-8 is replaced by U+FFFD, and control characters, which some databases
    /// refuse, by blanks.
    mutating func next(_ length: UInt16, most: Int) -> String? {
        let end = min(offset + Int(length), record.count)
        defer { offset = end }
        guard end > offset else { return nil }
        let bytes = record[offset..<end].lazy.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        var text = String(decoding: bytes, as: UTF8.self)
        // Replacement makes three bytes of one.
        while text.utf8.count > most { text.removeLast() }
        return text
    }
}
