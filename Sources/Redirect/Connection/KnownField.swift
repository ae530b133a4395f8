// SPDX-License-Identifier: Apache-2.0

/// The header fields that mean something to a scan.
///
/// All others are skipped.
enum KnownField: Equatable {
    case host
    case connection
    case userAgent
    case referrer
    case language
    case forwardedFor
    /// A CDN's word about the client's country.
    case country
    /// The name that the caller gave the request.
    case requestID
    /// `DNT`: the visitor asks not to be tracked.
    case doNotTrack
    /// `Sec-GPC`: the same, as Global Privacy Control says it.
    case privacyControl
    /// `Sec-Purpose`: what a browser asks for the page for, as the Fetch Standard says it.
    case secPurpose
    /// `Purpose`: the same before the standard, in Chromium.
    case purpose
    /// `X-Purpose`: the same in Safari.
    case xPurpose
    /// `X-Moz`: the same in Firefox.
    case mozilla
    /// Fields that change how a request is framed or answered: no plain request has one.
    case framing

    /// Recognises a name, letter case ignored.
    ///
    /// By length first: most names of a request are none of these.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
        func isName(_ text: StaticString) -> Bool { bytes.matches(text, name) }
        switch name.count {
        case 3 where isName("dnt"): self = .doNotTrack
        case 4 where isName("host"): self = .host
        case 5 where isName("x-moz"): self = .mozilla
        case 6 where isName("expect"): self = .framing
        case 7 where isName("referer"): self = .referrer
        case 7 where isName("sec-gpc"): self = .privacyControl
        case 7 where isName("purpose"): self = .purpose
        case 7 where isName("upgrade") || isName("trailer"): self = .framing
        case 9 where isName("x-purpose"): self = .xPurpose
        case 10 where isName("user-agent"): self = .userAgent
        case 10 where isName("connection"): self = .connection
        case 11 where isName("sec-purpose"): self = .secPurpose
        case 12 where isName("cf-ipcountry"): self = .country
        case 12 where isName("x-request-id"): self = .requestID
        case 14 where isName("content-length"): self = .framing
        case 14 where isName("x-country-code"): self = .country
        case 15 where isName("accept-language"): self = .language
        case 15 where isName("x-forwarded-for"): self = .forwardedFor
        case 17 where isName("transfer-encoding"): self = .framing
        case 25 where isName("cloudfront-viewer-country"): self = .country
        default: return nil
        }
    }

    /// The field's place among those seen.
    var mark: SeenFields {
        switch self {
        case .host: .host
        case .connection: SeenFields(rawValue: 1 << 1)
        case .userAgent: SeenFields(rawValue: 1 << 2)
        case .referrer: SeenFields(rawValue: 1 << 3)
        case .language: SeenFields(rawValue: 1 << 4)
        case .forwardedFor: SeenFields(rawValue: 1 << 5)
        case .country: SeenFields(rawValue: 1 << 6)
        case .requestID: SeenFields(rawValue: 1 << 7)
        case .framing: SeenFields(rawValue: 1 << 8)
        case .doNotTrack: SeenFields(rawValue: 1 << 9)
        case .privacyControl: SeenFields(rawValue: 1 << 10)
        case .secPurpose: SeenFields(rawValue: 1 << 11)
        case .purpose: SeenFields(rawValue: 1 << 12)
        case .xPurpose: SeenFields(rawValue: 1 << 13)
        case .mozilla: SeenFields(rawValue: 1 << 14)
        }
    }
}

/// Which known fields a head has had so far.
struct SeenFields: OptionSet {
    let rawValue: UInt16

    static let host = SeenFields(rawValue: 1)
}

/// A set of ASCII characters, one bit each.
struct ByteSet {
    private let bits: UInt128

    /// The characters of an id.
    static let slug = ByteSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-")
    /// The characters of a field name: `tchar` of RFC 9110, section 5.6.2.
    static let token = ByteSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-.^_`|~")

    private init(_ characters: String) {
        bits = characters.utf8.reduce(0) { $0 | 1 << UInt128($1) }
    }

    /// Whether a byte is one of them.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { byte < 0x80 && bits &>> UInt128(byte) & 1 == 1 }
}

extension Span where Element == UInt8 {
    /// Whether the bytes of a range are a lower-case word, letter case ignored.
    @inline(__always)
    func matches(_ word: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count {
            let byte = self[range.lowerBound + offset]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            // Within the literal: both have the same length.
            let expected = unsafe word.utf8Start[offset]
            guard (isUpper ? byte | 0x20 : byte) == expected else { return false }
        }
        return true
    }
}
