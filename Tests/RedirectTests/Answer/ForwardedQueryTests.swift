// SPDX-License-Identifier: Apache-2.0

import Foundation
import Redirect
import Testing

@Suite("forwarding a scan's query")
struct ForwardedQueryTests {
    private func add(_ query: String, to link: String) -> String {
        String(decoding: ForwardedQuery.add(Array(query.utf8).span, to: link.utf8), as: UTF8.self)
    }

    @Test(
        "it goes behind the destination's own query and before its fragment",
        arguments: [
            ("b=2", "https://example.com/p", "https://example.com/p?b=2"),
            ("b=2", "https://example.com", "https://example.com?b=2"),
            ("b=2", "https://example.com/p?a=1", "https://example.com/p?a=1&b=2"),
            ("b=2", "https://example.com/p?a=1#f", "https://example.com/p?a=1&b=2#f"),
            ("b=2", "https://example.com/p#f?x", "https://example.com/p?b=2#f?x"),
            ("b=2", "https://example.com/p?", "https://example.com/p?b=2"),
            ("b=2", "https://example.com/p?a=1&", "https://example.com/p?a=1&b=2"),
            ("", "https://example.com/p?a=1#f", "https://example.com/p?a=1#f"),
            ("a=%20%2F", "https://example.com/p", "https://example.com/p?a=%20%2F"),
        ], )
    func places(query: String, link: String, expected: String) { #expect(add(query, to: link) == expected) }

    @Test(
        "a parameter that the destination has is not forwarded, and the others are, as they were sent",
        arguments: [
            ("utm_source=x", "https://example.com/?utm_source=own", "https://example.com/?utm_source=own"),
            ("c=x&b=%20", "https://example.com/?c=own#f", "https://example.com/?c=own&b=%20#f"),
            ("b=2&a=3&a=4&c", "https://example.com/?a=1", "https://example.com/?a=1&b=2&c"),
            ("%61=3&A=4", "https://example.com/?a=1", "https://example.com/?a=1&A=4"),
            ("a%2=3&a+b=1", "https://example.com/?a%20b=1", "https://example.com/?a%20b=1&a%2=3"),
            ("a", "https://example.com/?x=1&a", "https://example.com/?x=1&a"),
        ], )
    func owned(query: String, link: String, expected: String) { #expect(add(query, to: link) == expected) }

    @Test(
        "whatever is forwarded, scheme, host, port, path and fragment stay",
        arguments: [
            "@evil.example", "//evil.example/", "#@evil.example", "\\evil.example", "?x#y#z",
            "\r\nLocation: https://evil.example",
            "\u{0}", "ü", "a b", "<script>", "%", "%0d%0aSet-Cookie:x=1", "&&&", "://evil.example", "]", "[::1]",
        ], )
    func hostileQueries(query: String) throws {
        for link in ["https://example.com:8443/p?a=1#frag", "https://example.com#frag", "https://user.example.com"] {
            let result = add(query, to: link)
            #expect(result.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            let before = try #require(URLComponents(string: link))
            let after = try #require(URLComponents(string: result), "\(result)")
            #expect(after.scheme == before.scheme && after.host == before.host && after.port == before.port)
            #expect(after.path == before.path && after.fragment == before.fragment && after.user == nil)
        }
    }

    @Test("a query that is too long is left out, and the scanner still arrives")
    func tooLong() {
        let link = "https://example.com/p?a=1#f"
        #expect(add(String(repeating: "x", count: 2_049), to: link) == link)
        #expect(add(String(repeating: "x", count: 2_048), to: link).utf8.count == link.utf8.count + 2_049)
    }
}
