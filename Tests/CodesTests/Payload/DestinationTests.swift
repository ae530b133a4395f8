// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Destinations")
struct DestinationTests {
    /// Addresses that are taken, and the `Location` that they become.
    static let taken = [
        ("https://example.com/", "https://example.com/"),
        ("http://example.com", "http://example.com"),
        ("HTTPS://EXAMPLE.COM/A", "HTTPS://EXAMPLE.COM/A"),
        ("https://example.com:8443/a?b=c#d", "https://example.com:8443/a?b=c#d"),
        ("https://example.com:/a", "https://example.com/a"),
        ("https://example.com?a=1", "https://example.com?a=1"),
        ("https://example.com#top", "https://example.com#top"),
        ("https://example.com/@jane?to=a@b.c", "https://example.com/@jane?to=a@b.c"),
        ("https://example.com/a//b/../c", "https://example.com/a//b/../c"),
        ("https://my_shop.example.com./", "https://my_shop.example.com./"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2001:4860:4860::8888]:8080/", "http://[2001:4860:4860::8888]:8080/"),
        ("http://[::ffff:93.184.215.14]/", "http://[::ffff:93.184.215.14]/"),
        ("https://münchen.example/straße?ü=é#ß", "https://xn--mnchen-3ya.example/stra%C3%9Fe?%C3%BC=%C3%A9#%C3%9F"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://example.com/%C3%A9/%2f?%20", "https://example.com/%C3%A9/%2f?%20"),
        ("https://example.com/%C3%A9/é", "https://example.com/%C3%A9/%C3%A9"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/%zz%4", "https://example.com/%25zz%254"),
        ("https://example.com/\"<>^`{|}", "https://example.com/%22%3C%3E%5E%60%7B%7C%7D"),
        ("https://example.com/?a[]=1&b='(*)!$,;:@", "https://example.com/?a[]=1&b='(*)!$,;:@"),
        ("https://example.com/\u{202E}\u{200B}", "https://example.com/%E2%80%AE%E2%80%8B"),
        ("https://example.com/\u{301}a", "https://example.com/%CC%81a"),
    ]

    @Test("an address keeps its text and becomes an ASCII location", arguments: taken)
    func isTaken(_ text: String, _ location: String) throws {
        let destination = try Destination(text, at: "/data", refusing: ownHosts)
        #expect(destination.text == text)
        #expect(destination.location == location)
        #expect(Destination(stored: text) == destination)
    }

    @Test(
        "an address that no scanner may be sent to is refused, at the field where it stood",
        arguments: [
            "", "example.com", "//example.com", "/a/b", "?", "javascript:alert(1)", "JavaScript:alert(1)",
            "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,hi", "file:///etc/passwd",
            "ftp://example.com/", "mailto:a@example.com", "intent://scan/#Intent;end", "vbscript:x", "httpss://a.com",
            "http+x://a.com", "http:example.com", "http:/example.com", "http:///x", "http:////example.com",
            "https://", "https://:443/", "https://?a", "https://#a", "https://user@example.com/",
            "https://user:secret@example.com/", "https://@example.com/", "https://:@example.com/",
            "https://example.com@evil.com/", "https://example.com%40evil.com/", "https://user@\u{301}example.com/",
            "https://example.com\\@evil.com/", "https:\\\\example.com\\a", "https://example.com/a\\b",
            "https://example.com/a b", "https://example.com/a\u{A0}b", "https://example.com/a\u{3000}b",
            "https://example.com/a\u{2028}b", "https://example.com/a\r\nSet-Cookie: x=1", "https://example.com/\n",
            "https://example.com/a\tb", "https://example.com/\u{0}", "https://example.com/\u{7F}",
            "https://example.com/\u{85}", "https://example.com:0/", "https://example.com:65536/",
            "https://example.com:99999999999999999999/", "https://example.com:-1/", "https://example.com:8a/",
            "https://example.com:80:80/", "https://example.com:８０/", "https://%65xample.com/",
            "https://exa%00mple.com/", "https://*.example.com/", "https://exam!ple.com/", "https://..",
            "https://a..b/", "https://.example.com/", "https://\u{200D}.com/", "https://。com/",
            "https://[::1/", "https://[::1]x/", "https://[::1", "https://[fe80::1%25eth0]/", "https://[:::1]/",
            "https://[1:2:3:4:5:6:7]/", "https://[1:2:3:4:5:6:7:8:9]/", "https://[12345::]/", "https://[+1::]/",
            "https://[1::2::3]/", "https://[v1.x]/", "https://[]/", "https://[::1.2.3]/", "https://::1/",
            "https://1.2.3.256/", "https://1.2.3.4.5/", "https://example.123/", "https://0x100000000/",
            "https://99999999999/", "https://09/",
        ],
    )
    func isRefused(_ text: String) {
        let found = faults { () throws(CodeError) in try Destination(text, at: "/fallbackUrl", refusing: ownHosts) }
        #expect(found.map(\.pointer) == ["/fallbackUrl"])
        // A refusal says what to do, in one line that is not as long as what was sent.
        #expect(found.allSatisfy { !$0.detail.containsControlCharacter && $0.detail.utf8.count < 500 })
    }

    /// Refused addresses and a word that tells their owner why.
    static let reasons = [
        ("", "required"), ("example.com", "absolute URL"), ("javascript:alert(1)", "scheme is javascript"),
        ("http:example.com", "no host"), ("https:///x", "no host"), ("https://:443/", "no host"),
        ("https://user:secret@example.com/", "credentials"), ("https://@example.com/", "credentials"),
        ("https://example.com/a b", "white space"), ("https://example.com/\r\nX: y", "control characters"),
        ("https:\\\\example.com", "backslash"), ("https://a..b/", "\"a..b\" is neither a host name nor an address"),
        ("https://example.com:65536/", "allowed are 1 to 65535"), ("https://qr.example.com/", "own redirect host"),
    ]

    @Test("a refusal says what is not allowed", arguments: reasons)
    func isExplained(_ text: String, _ reason: String) {
        let found = faults { () throws(CodeError) in try Destination(text, at: "/data", refusing: ownHosts) }
        #expect(found.first?.detail.contains(reason) == true)
    }

    @Test("2,048 bytes are the most, counted in UTF-8")
    func longest() throws {
        let start = "https://example.com/"
        let longest = start + String(repeating: "ö", count: (2_048 - start.utf8.count) / 2)
        #expect(longest.utf8.count == 2_048)
        #expect(try Destination(longest, at: "/data", refusing: ownHosts).location.utf8.count == 6 * 1_014 + 20)
        let found = faults { () throws(CodeError) in try Destination(longest + "x", at: "/data", refusing: ownHosts) }
        #expect(found.map(\.detail) == ["the destination has 2049 bytes; at most 2048 are allowed"])
    }

    @Test("a host has 253 bytes at most, each of its labels 63")
    func longHosts() throws {
        func isTaken(_ host: String) -> Bool {
            faults { () throws(CodeError) in try Destination("https://\(host)/", at: "", refusing: ownHosts) }.isEmpty
        }
        let label = String(repeating: "a", count: 63)
        #expect(isTaken("\(label).com"))
        #expect(!isTaken("a\(label).com"))
        let longest = "\(label).\(label).\(label).\(label.dropLast(2))"
        #expect(longest.utf8.count == 253)
        #expect(isTaken(longest))
        #expect(isTaken(longest + "."))
        #expect(!isTaken(longest + "a"))
    }

    /// Pieces that mean something to parsers of addresses, headers and pages.
    private static let pieces = [
        "http", "https", "://", ":", "/", "//", "?", "#", "@", "\\", "%", "%41", "%0d%0a", "example", ".", "com", "[",
        "]",
        "::1", "127.0.0.1", "\r\n", "\n", "\t", " ", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{301}",
        "\"",
        "<", ">", "'", "é", "ß", "。", "／", "👩‍👩‍👧", "\u{202E}", "\u{10FFFF}", "xn--", "javascript:", "0x7f", "999",
    ]

    @Test("whatever a store holds, a location is printable ASCII, and it is the one of the check")
    func headerSafe() {
        var generator = SeededGenerator(seed: 7_231)
        for round in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &generator)
            let random = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &generator) }.joined()
            let text = round.isMultiple(of: 2) ? "https://" + random : random
            let stored = Destination(stored: text)
            let isSafe = stored.location.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
            #expect(isSafe, "\(text.debugDescription)")
            guard let checked = try? Destination(text, at: "", refusing: ownHosts) else { continue }
            #expect(checked == stored)
            let prefix = checked.location.lowercased().prefix(8)
            #expect(prefix.hasPrefix("http://") || prefix.hasPrefix("https://"))
            let authority = checked.location.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
            #expect(!authority.prefix { $0 != "?" && $0 != "#" }.contains("@"))
        }
    }
}
