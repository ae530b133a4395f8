// SPDX-License-Identifier: Apache-2.0

import Codes
import Redirect
import Testing

@Suite("what a code answers with")
struct RedirectAnswerTests {
    private let now = Timestamp(milliseconds: 1_795_262_400_000)

    private func answer(_ code: Code?) -> RedirectAnswer { RedirectAnswer(to: code, at: now) }

    private func target(_ answer: RedirectAnswer) throws -> RedirectTarget {
        guard case .redirect(let target) = answer else { throw Unexpected(answer: answer) }
        return target
    }

    private struct Unexpected: Error {
        let answer: RedirectAnswer
    }

    @Test("an id without a code is unknown")
    func unknown() { #expect(answer(nil) == .notice(.unknown)) }

    @Test(
        "an active code leads to its destination, with the status that its owner chose",
        arguments: RedirectStatus.allCases, )
    func active(status: RedirectStatus) throws {
        let answer = answer(try code(settings: CodeSettings(redirectStatus: status)))
        #expect(answer == .redirect(RedirectTarget(status: status, location: "https://example.com/landing")))
        #expect(answer.isScan)
    }

    @Test("a paused code says that it is paused")
    func paused() throws {
        let answer = answer(try code(settings: CodeSettings(status: .inactive)))
        #expect(answer == .notice(.paused))
        #expect(!answer.isScan)
    }

    @Test("a code ends at its moment, not a millisecond earlier")
    func expiry() throws {
        #expect(answer(try code(settings: CodeSettings(expiresAt: now))) == .notice(.ended))
        let later = Timestamp(milliseconds: now.milliseconds + 1)
        #expect(try target(answer(try code(settings: CodeSettings(expiresAt: later)))).status == .found)
    }

    @Test("a deleted code has ended, and so has a paused one whose time is over")
    func endedStates() throws {
        #expect(answer(try code(deletedAt: now)) == .notice(.ended))
        #expect(answer(try code(settings: CodeSettings(status: .inactive, expiresAt: now))) == .notice(.ended))
    }

    @Test("an ended code leads to its fallback with 302, whatever its own status is")
    func fallback() throws {
        let fallback = Destination(stored: "https://example.com/over")
        let settings = CodeSettings(
            redirectStatus: .permanentRedirect, forwardQuery: true, expiresAt: now, fallback: fallback, )
        let expected = RedirectAnswer.redirect(RedirectTarget(status: .found, location: "https://example.com/over"))
        #expect(answer(try code(settings: settings)) == expected)
        #expect(answer(try code(settings: CodeSettings(fallback: fallback), deletedAt: now)) == expected)
        #expect(expected.isScan)
    }

    @Test("a paused code does not lead to its fallback: it may come back")
    func pausedWithFallback() throws {
        let settings = CodeSettings(status: .inactive, fallback: Destination(stored: "https://example.com/over"))
        #expect(answer(try code(settings: settings)) == .notice(.paused))
    }

    @Test(
        "types with a scheme lead to their link",
        arguments: [
            (DataType.email, "mailto:name@example.com?subject=Hi", "mailto:name@example.com?subject=Hi"),
            (.phone, "tel:+15551234567", "tel:+15551234567"),
            (.sms, "smsto:+15551234567:See you", "sms:+15551234567?body=See%20you"),
            (.geo, "geo:48.8584,2.2945", "geo:48.8584,2.2945"),
        ], )
    func links(type: DataType, text: String, location: String) throws {
        let settings = CodeSettings(forwardQuery: true)
        let target = try target(answer(try code("poster01", type, leadingTo: text, settings: settings)))
        #expect(target.location == location)
        #expect(!target.forwardsQuery)
    }

    @Test("the query is forwarded for web addresses alone")
    func forwardQuery() throws {
        #expect(try target(answer(try code(settings: CodeSettings(forwardQuery: true)))).forwardsQuery)
        #expect(try !target(answer(try code())).forwardsQuery)
    }

    @Test("contacts and events are files, texts and networks are pages")
    func filesAndPages() throws {
        func kind(_ type: DataType, _ text: String) throws -> String {
            switch answer(try code("poster01", type, leadingTo: text)) {
            case .file(let file): file.name
            case .page(.text): "text"
            case .page(.network): "network"
            case .redirect, .notice: "other"
            }
        }
        #expect(try kind(.vcard, "BEGIN:VCARD\nVERSION:3.0\nFN:Jane\nEND:VCARD") == "contact.vcf")
        #expect(try kind(.mecard, "MECARD:N:Doe,Jane;;") == "contact.vcf")
        #expect(try kind(.vcalendar, "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT") == "event.ics")
        #expect(try kind(.text, "Platform 7") == "text")
        #expect(try kind(.wifi, "WIFI:T:WPA;S:Guests;P:secret;;") == "network")
        #expect(try kind(.wifi, "WIFI:T:WPA;;") == "text")
    }

    @Test(
        "a stored link cannot break out of its header",
        arguments: [
            ("https://example.com/\r\nSet-Cookie: a=b", "https://example.com/%0D%0ASet-Cookie:%20a=b"),
            ("https://example.com/ü", "https://example.com/%C3%BC"),
            ("https://example.com/\u{0}\u{7F}", "https://example.com/%00%7F"),
        ], )
    func hostileLinks(link: String, location: String) {
        #expect(RedirectTarget(status: .found, location: link).location == location)
    }
}
