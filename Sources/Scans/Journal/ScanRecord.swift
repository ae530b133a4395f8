// SPDX-License-Identifier: Apache-2.0

/// One scan in a segment: 56 bytes of numbers, then the texts, padded to a multiple of eight; little-endian.
///
/// | offset | bytes | what |
/// | ---: | ---: | --- |
/// | 0 | 4 | length without the padding; 0 until the record is whole, and where no record is yet |
/// | 4 | 4 | CRC-32C of everything from offset 8 on, begun with the segment's seed xor the length |
/// | 8 | 8 | row number of the code |
/// | 16 | 8 | time in milliseconds since the epoch |
/// | 24 | 8 | visitor digest |
/// | 32 | 4 | version of the code |
/// | 36 | 2 | country, two ASCII letters |
/// | 38 | 2 | ``ScanMarks``: bit 0 is set for HEAD, bit 1 where the visitor asked not to be tracked, bit 2 for a look ahead |
/// | 40 | 2 + 2 + 2 | lengths of user agent, referrer and language |
/// | 46 | 1 | bits 0 to 4 the rule, bits 5 to 7 the variant, both counted from 1; 0 for none |
/// | 47 | 1 | length of the source |
/// | 48 | 4 | where the database of countries has the address's entry, plus one; 0 where that is not known |
/// | 52 | 4 | ``CountryDatabase/edition`` of that database |
/// | 56 | … | user agent, referrer, language, source |
struct ScanRecord: Sendable {
    var code: Int64
    var milliseconds: Int64
    var visitor: UInt64
    var version: UInt32
    var country: CountryCode
    var marks: ScanMarks
    var lead: UInt8 = 0
    var place: UInt32 = 0
    var edition: UInt32 = 0

    /// The bytes before the texts.
    static let headerBytes = 56
    /// The most bytes of a user agent that are kept.
    static let longestUserAgent = 512
    /// The most bytes of a referrer that are kept.
    static let longestReferrer = 512
    /// The most bytes of an `Accept-Language` that are kept.
    static let longestLanguage = 128
    /// The most bytes of a source's name that are kept.
    static let longestSource = 64
    /// The longest a record can be, padding included.
    static let longest = paddedLength(headerBytes + longestTexts)
    private static let longestTexts = longestUserAgent + longestReferrer + longestLanguage + longestSource

    /// Rule and variant in one byte: a code has at most 20 rules, and 4 variants beside each other; 31 is
    /// ``ScanLead/fallback``.
    static func packed(rule: UInt8, variant: UInt8) -> UInt8 { min(rule, 31) | min(variant, 7) << 5 }

    /// The next multiple of eight.
    static func paddedLength(_ length: Int) -> Int { (length + 7) & ~7 }

    /// The check of a record: of its length, and of everything behind the place of the check.
    /// - Parameters:
    ///   - record: the record without its padding; the length and check in it are not looked at.
    ///   - seed: the segment's.
    /// - Returns: what stands at ``Offset/check``.
    static func check(of record: RawSpan, seed: UInt32) -> UInt32 {
        CRC32C.checksum(record.extracting(Offset.code..<record.byteCount), seed: seed ^ UInt32(record.byteCount))
    }

    /// Where the numbers stand.
    enum Offset {
        static let length = 0
        static let check = 4
        static let code = 8
        static let time = 16
        static let visitor = 24
        static let version = 32
        static let country = 36
        static let marks = 38
        static let userAgentLength = 40
        static let referrerLength = 42
        static let languageLength = 44
        static let lead = 46
        static let sourceLength = 47
        static let place = 48
        static let edition = 52
    }
}
