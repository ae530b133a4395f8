// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("What is kept of a referrer and of languages")
struct ReferrerHostTests {
    @Test(
        "of a referrer the host is kept, in lower case",
        arguments: [
            ("https://News.Example.COM/a?b#c", "news.example.com"), ("HTTP://example.org", "example.org"),
            ("https://example.org:8443/", "example.org"), ("https://user:word@example.org/", "example.org"),
            ("https://example.org.", "example.org"), ("https://a_b.example?x", "a_b.example"),
            ("android-app://com.google.android.gm/", "com.google.android.gm"),
            ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
            ("https://example.org\\@evil.example/", "example.org"),
            ("", nil), ("https://", nil), ("https:///a", nil), ("about:blank", nil), ("example.org", nil),
            ("javascript://example.org/", nil), ("https://a b/", nil), ("https://<script>/", nil),
            ("https://bücher.example/", nil),
            ("https://[2001:db8::1]/", nil), ("https://example.org:x/", nil), ("https://@/", nil),
            ("https://:80", nil),
            ("https://\(String(repeating: "a", count: 254))/", nil),
        ] as [(String, String?)], )
    func hosts(referrer: String, host: String?) {
        #expect(ReferrerHost.host(of: referrer) == host)
    }

    @Test(
        "of the languages the primary subtag of the first acceptable one is kept",
        arguments: [
            ("fr-CH, fr;q=0.9, en;q=0.8", "fr"), ("EN", "en"), ("zh-Hant-TW", "zh"), ("gsw-CH,de", "gsw"),
            ("*, de", "de"),
            ("de;q=0, fr", "fr"), ("de ; q=0.000 , fr", "fr"), ("de;q=0.5", "de"), ("en_US", "en"), (" \tpt", "pt"),
            ("", nil), ("*", nil), ("d", nil), ("deutsch", nil), ("12", nil), (",;,", nil), ("é", nil),
            ("i-klingon", nil),
        ] as [(String, String?)], )
    func languages(header: String, subtag: String?) {
        #expect(PreferredLanguage.primarySubtag(of: header) == subtag)
    }
}
