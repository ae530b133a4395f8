// SPDX-License-Identifier: Apache-2.0

package import Codes

/// A payload that phones open as a file: a contact for the address book, an event for the calendar.
package struct PayloadFile: Sendable, Hashable {
    /// The media type, with its character set.
    package let contentType: String
    /// The name that it is saved under: fixed, so that nothing of the payload stands in a header.
    package let name: String
    /// The file's text, lines ended by CRLF as both formats ask (RFC 2426 section 5.8.4, RFC 5545 section 3.1).
    package let text: String

    /// Makes the file of a payload.
    /// - Returns: nil for types that are no file.
    package init?(_ payload: Payload) {
        switch payload.type {
        case .vcard: self.init(contact: payload.text)
        case .mecard: self.init(contact: ContactCard(meCard: payload.text).vCard)
        case .vcalendar: self.init(event: payload.text)
        case .url, .text, .email, .phone, .sms, .geo, .wifi, .gs1: return nil
        }
    }

    private init(contact text: String) {
        contentType = "text/vcard; charset=utf-8"
        name = "contact.vcf"
        self.text = Self.lines(text).joined(separator: "\r\n") + "\r\n"
    }

    /// An event that stands alone, as symbols carry it to save room, gets the object around it that files need.
    private init(event text: String) {
        contentType = "text/calendar; charset=utf-8"
        name = "event.ics"
        var lines = Self.lines(text)
        if lines.first?.uppercased() != "BEGIN:VCALENDAR" {
            lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//EN"] + lines + ["END:VCALENDAR"]
        }
        self.text = lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: true) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }
}
