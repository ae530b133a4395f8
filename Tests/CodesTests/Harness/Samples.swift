// SPDX-License-Identifier: Apache-2.0

import Codes

/// The platform answers at this address in every test.
let ownHosts = OwnHosts(publicURLs: ["https://qr.example.com"])

/// The clock of the tests stands at 2026-05-21T15:00:00Z.
let now = Timestamp(milliseconds: 1_779_375_600_000)

/// Rules of styling that know two fields: a `color` that must be a string, and a `margin` that must be 0 to 20.
struct SampleStyles: StyleRules {
    let imageFormats = ["png", "svg"]
    let fieldNames = ["color", "margin"]

    func faults(in style: [String: JSONValue], at base: String) -> [FieldFault] {
        var fields = FieldReader(style, at: base)
        _ = fields.string("color", maximum: 32)
        _ = fields.integer("margin", in: 0...20)
        do throws(CodeError) {
            try fields.finish()
        } catch {
            if case .invalid(let faults) = error { return faults }
        }
        return []
    }
}

/// The rules of every test.
let rules = CodeRules(hosts: ownHosts, styles: SampleStyles(), clock: { now })

/// The text that `data` makes.
func payload(_ type: DataType, _ data: JSONValue) throws(CodeError) -> String {
    try Payload(type, data: data, refusing: ownHosts).text
}

/// Strings that break naive writers, each with a name.
enum Hostile: String, CaseIterable, Sendable {
    case lineFeed = "a\nEND:VCARD"
    case carriageReturn = "a\rTEL:666"
    case both = "a\r\nEND:VCALENDAR\r\nb"
    case separators = #"a;b:c,d\e"f"#
    case separatorsWithAccents = ";\u{301}:\u{301},\u{301}\\\u{301}\"\u{301}"
    case trailingBackslash = #"a\"#
    case escapes = #"a\n\;\,b"#
    case lineSeparators = "a\u{2028}b\u{2029}c"
    case nextLine = "a\u{85}b"
    case bell = "a\u{7}b"
    case null = "a\u{0}b"
    case delete = "a\u{7F}b"
    case emoji = "👩‍👩‍👧‍👦🏳️‍🌈🇸🇪"
    case rightToLeft = "\u{202E}gpj.exe שלום مرحبا"
    case markup = "<script>alert(1)</script>&amp;'"
    case percent = "100%&x=1#y?z"
    case spaces = "  a  "
    case template = "{{7*7}}${x}"

    /// Whether a single line of text may hold it.
    var isLine: Bool { !rawValue.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) } }

    /// Whether a text of several lines may hold it.
    var isProse: Bool {
        !rawValue.unicodeScalars.contains {
            ($0.value < 0x20 && !["\t", "\n", "\r"].contains($0)) || (0x7F...0x9F).contains($0.value)
        }
    }
}
