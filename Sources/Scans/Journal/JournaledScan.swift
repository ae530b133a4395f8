// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// What a record of the journal says of a scan, as it was noted.
struct JournaledScan: Sendable, Hashable {
    let code: Int64
    let version: Int
    let at: Timestamp
    let marks: ScanMarks
    /// Two letters, or `??`.
    let country: String
    let visitor: UInt64
    /// Where the database of that edition has the address's entry; nil where that is not known.
    let place: UInt32?
    /// ``CountryDatabase/edition``.
    let edition: UInt32
    let userAgent: String?
    let referrer: String?
    let language: String?
    /// Rule and variant counted from 1, and the source; nothing of them for a plain scan.
    let lead: Scan.Lead

    /// Reads a whole record.
    /// - Parameter record: the record without its padding; its check was right.
    init(record: RawSpan) {
        var texts = TextReader()
        userAgent = texts.next(
            of: record,
            UInt16(littleEndian: record.number(at: ScanRecord.Offset.userAgentLength)),
            most: ScanRecord.longestUserAgent,
        )
        referrer = texts.next(
            of: record,
            UInt16(littleEndian: record.number(at: ScanRecord.Offset.referrerLength)),
            most: ScanRecord.longestReferrer,
        )
        language = texts.next(
            of: record,
            UInt16(littleEndian: record.number(at: ScanRecord.Offset.languageLength)),
            most: ScanRecord.longestLanguage,
        )
        let packed: UInt8 = record.number(at: ScanRecord.Offset.lead)
        let sourceLength: UInt8 = record.number(at: ScanRecord.Offset.sourceLength)
        let source = texts.next(of: record, UInt16(sourceLength), most: ScanRecord.longestSource)
        lead = Scan.Lead(rule: Int(packed & 31), variant: Int(packed >> 5), source: source)
        marks = ScanMarks(rawValue: UInt16(littleEndian: record.number(at: ScanRecord.Offset.marks)))
        code = Int64(littleEndian: record.number(at: ScanRecord.Offset.code))
        version = Int(UInt32(littleEndian: record.number(at: ScanRecord.Offset.version)))
        at = Timestamp(milliseconds: Int64(littleEndian: record.number(at: ScanRecord.Offset.time)))
        country =
            CountryCode(recorded: UInt16(bigEndian: record.number(at: ScanRecord.Offset.country)))
            .description
        visitor = UInt64(littleEndian: record.number(at: ScanRecord.Offset.visitor))
        let place = UInt32(littleEndian: record.number(at: ScanRecord.Offset.place))
        self.place = place == 0 ? nil : place - 1
        edition = UInt32(littleEndian: record.number(at: ScanRecord.Offset.edition))
    }
}

/// Takes the texts of a record one behind the other.
private struct TextReader {
    private var offset = ScanRecord.headerBytes

    /// The next text, or nil when it is empty.
    ///
    /// Clients send what they like: what is not UTF-8 is replaced by U+FFFD, and control characters, which some databases
    /// refuse, by blanks.
    mutating func next(of record: RawSpan, _ length: UInt16, most: Int) -> String? {
        let end = min(offset + Int(length), record.byteCount)
        defer { offset = end }
        guard end > offset else { return nil }
        var text = unsafe record.extracting(offset..<end).withUnsafeBytes { bytes in
            guard unsafe bytes.contains(where: Self.isControl) else {
                return unsafe String(decoding: bytes, as: UTF8.self)
            }
            return unsafe String(decoding: bytes.map { Self.isControl($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        }
        // Replacement makes three bytes of one.
        while text.utf8.count > most { text.removeLast() }
        return text
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
