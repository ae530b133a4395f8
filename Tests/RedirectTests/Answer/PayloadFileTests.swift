// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("payloads as files")
struct PayloadFileTests {
    private func made(_ type: DataType, _ text: String) -> PayloadFile? {
        PayloadFile(Payload(stored: type, text: text))
    }

    @Test("a contact is text/vcard with CRLF line ends")
    func contact() throws {
        let file = try #require(made(.vcard, "BEGIN:VCARD\nVERSION:3.0\r\nFN:Jane\n\nEND:VCARD"))
        #expect(file.contentType == "text/vcard; charset=utf-8")
        #expect(file.text == "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane\r\nEND:VCARD\r\n")
    }

    @Test("an event that stands alone gets its calendar")
    func event() throws {
        let file = try #require(made(.vcalendar, "begin:vevent\nSUMMARY:x\nend:vevent"))
        #expect(file.contentType == "text/calendar; charset=utf-8")
        let expected = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//EN", "begin:vevent", "SUMMARY:x", "end:vevent",
            "END:VCALENDAR", "",
        ]
        #expect(file.text == expected.joined(separator: "\r\n"))
    }

    @Test("a whole calendar stays as it is")
    func calendar() throws {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        #expect(made(.vcalendar, text)?.text == text)
    }

    @Test("other types are no file", arguments: [DataType.url, .text, .email, .phone, .sms, .geo, .wifi])
    func others(type: DataType) { #expect(made(type, "x") == nil) }

    @Test("a MECARD becomes a vCard, its escapes undone and the vCard's made")
    func meCard() throws {
        let text =
            #"MECARD:N:Doe\, Jr,Jane;TEL:+15551234567;EMAIL:jane@example.com;URL:https\://example.com/;"#
            + #"ADR:1 Main St\; Springfield;NOTE:a\\b;BDAY:19900521;NICKNAME:JD;X:;;"#
        let lines = try #require(made(.mecard, text)).text.split(separator: "\r\n")
        #expect(
            lines == [
                "BEGIN:VCARD", "VERSION:3.0", #"N:Doe\, Jr;Jane;;;"#, #"FN:Jane Doe\, Jr"#, "NICKNAME:JD",
                "BDAY:19900521", "TEL:+15551234567", "EMAIL:jane@example.com", "URL:https://example.com/",
                #"NOTE:a\\b"#, #"ADR:;;1 Main St\; Springfield;;;;"#, "END:VCARD",
            ]
        )
    }

    @Test("a MECARD cannot add a line of its own")
    func hostileMeCard() throws {
        let text = try #require(made(.mecard, "MECARD:N:Jane\r\nEND:VCARD\r\nX:y;NOTE:a\nTEL:666;;")).text
        #expect(text.split(separator: "\r\n").count == 6)
        #expect(text.contains(#"NOTE:a\nTEL:666"#))
    }
}
