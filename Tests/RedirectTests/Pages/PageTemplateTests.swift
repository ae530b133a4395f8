// SPDX-License-Identifier: Apache-2.0

import Codes
import Crypto
import Foundation
import Testing

@testable import Redirect

@Suite("pages")
struct PageTemplateTests {
    private let template = PageTemplate(words: .english)

    private func page(_ type: DataType, _ text: String) -> String {
        template.page(for: PayloadPage(Payload(stored: type, text: text)))
    }

    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</p></main><h1>",
        "<!--", "&lt;script&gt;", "<style>*{display:none}</style>", "\u{0}<b>\u{8}",
    ]

    @Test("the security policy names the style sheet that the pages have")
    func styleDigest() throws {
        let digest = Data(SHA256.hash(data: Data(PageTemplate.style.utf8))).base64EncodedString()
        #expect(template.securityPolicy.contains("style-src 'sha256-\(digest)';"))
        #expect(template.page(for: .unknown).contains("<style>\(PageTemplate.style)</style>"))
    }

    @Test("a text is shown as text, whatever it is", arguments: hostile)
    func hostileTexts(text: String) {
        let page = page(.text, text)
        let plain = self.page(.text, "x")
        #expect(tags(of: page) == tags(of: plain))
    }

    @Test("a network is shown as text, whatever it is called", arguments: hostile)
    func hostileNetworks(text: String) {
        let escaped = text.flatMap { #"\;:,""#.contains($0) ? "\\\($0)" : "\($0)" }
        let page = page(.wifi, "WIFI:T:WPA;S:\(String(escaped));P:\(String(escaped));;")
        #expect(tags(of: page) == tags(of: self.page(.wifi, "WIFI:T:WPA;S:x;P:y;;")))
    }

    @Test("a network's page says its name, password and security")
    func network() {
        let page = page(.wifi, #"WIFI:T:WPA;S:Caf\;é;P:a\:b\\c;H:true;;"#)
        #expect(page.contains("<dd class=\"payload\" dir=\"auto\">Caf;é</dd>"))
        #expect(page.contains("<dd class=\"payload\" dir=\"auto\">a:b\\c</dd>"))
        #expect(page.contains("WPA"))
        #expect(page.contains("hidden"))
        #expect(self.page(.wifi, "WIFI:T:nopass;S:Open;;").contains("Open, no password"))
    }

    @Test("a text keeps its lines, its quotes and its script")
    func text() {
        #expect(page(.text, "Gleis 7\r\n\"ab\" & שלום").contains("Gleis 7\n&quot;ab&quot; &amp; שלום"))
    }

    @Test(
        "every notice is a small page with a language, a title, one heading and one main part",
        arguments: Notice.allCases, )
    func notices(notice: Notice) {
        let page = template.page(for: notice)
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        #expect(page.utf8.count < 4_000)
        for tag in ["<title>", "<h1>", "<main>", "<meta name=\"viewport\""] {
            #expect(page.components(separatedBy: tag).count == 2, "\(tag)")
        }
        #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("href="))
    }

    /// The tags of a page, without their attributes' values: payloads must never add one.
    private func tags(of page: String) -> [String] {
        page.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }
    }
}
