// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("answers as HTTP")
struct RedirectReplyTests {
    private let template = PageTemplate(words: .english)

    private func text(_ answer: RedirectAnswer) -> String {
        let encoded = EncodedReply(RedirectReply(answer, template: template))
        return String(decoding: encoded.head + encoded.body, as: UTF8.self)
    }

    @Test(
        "a redirect is kept by nobody, the permanent ones neither",
        arguments: [
            (RedirectStatus.found, "302 Found"), (.movedPermanently, "301 Moved Permanently"),
            (.temporaryRedirect, "307 Temporary Redirect"), (.permanentRedirect, "308 Permanent Redirect"),
        ], )
    func redirects(status: RedirectStatus, line: String) {
        let target = RedirectTarget(status: status, location: "https://example.com/p?a=1#f")
        let expected = """
            HTTP/1.1 \(line)\r
            Location: https://example.com/p?a=1#f\r
            Cache-Control: no-store\r
            Referrer-Policy: strict-origin-when-cross-origin\r
            X-Robots-Tag: noindex\r
            X-Content-Type-Options: nosniff\r
            Content-Length: 0\r

            """
        #expect(text(.redirect(target)) == expected)
    }

    @Test("the frame around a link makes the same bytes as the whole reply", arguments: RedirectStatus.allCases)
    func frames(status: RedirectStatus) {
        let frame = RedirectFrame(status: status, template: template)
        let target = RedirectTarget(status: status, location: "https://example.com/?q=location")
        let framed = frame.opening + target.location.utf8 + frame.closing
        #expect(String(decoding: framed, as: UTF8.self) == text(.redirect(target)))
    }

    @Test("a file is an attachment that is not sniffed")
    func files() throws {
        let file = try #require(PayloadFile(Payload(stored: .vcard, text: "BEGIN:VCARD\r\nEND:VCARD\r\n")))
        let expected = """
            HTTP/1.1 200 OK\r
            Content-Type: text/vcard; charset=utf-8\r
            Content-Disposition: attachment; filename="contact.vcf"\r
            Cache-Control: no-store\r
            Referrer-Policy: no-referrer\r
            X-Robots-Tag: noindex\r
            X-Content-Type-Options: nosniff\r
            Content-Length: 24\r
            BEGIN:VCARD\r
            END:VCARD\r

            """
        #expect(text(.file(file)) == expected)
    }

    @Test(
        "notices have their status, and the one about the store says when to come back",
        arguments: [
            (Notice.unknown, 404), (.paused, 404), (.ended, 410), (.unavailable, 503),
        ], )
    func notices(notice: Notice, status: Int) {
        let reply = RedirectReply(.notice(notice), template: template)
        func value(_ name: String) -> String? { reply.fields.first { $0.name == name }?.value }
        #expect(reply.status == status)
        #expect(value("Content-Type") == "text/html; charset=utf-8")
        #expect(value("Content-Length") == String(reply.body.count))
        #expect(value("Content-Security-Policy") == template.securityPolicy)
        #expect(value("Cache-Control") == "no-store")
        #expect(value("X-Robots-Tag") == "noindex")
        #expect(value("Retry-After") == (notice == .unavailable ? "5" : nil))
    }
}
