// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

/// RFC 6068, RFC 3966, RFC 5724, RFC 5870.
@Suite("Mail, phone, message and place")
struct LinkPayloadTests {
    /// What is sent, what a static symbol holds, and where a redirect leads.
    struct Case: Sendable {
        let type: DataType
        let data: JSONValue
        let text: String
        let location: String

        init(_ type: DataType, _ data: JSONValue, _ text: String, location: String? = nil) {
            (self.type, self.data, self.text, self.location) = (type, data, text, location ?? text)
        }
    }

    static let cases = [
        Case(
            .url, "https://münchen.example/", "https://münchen.example/", location: "https://xn--mnchen-3ya.example/",
        ),
        Case(.url, ["url": "https://example.com/a"], "https://example.com/a"),
        Case(.email, "jane@example.com", "mailto:jane@example.com"),
        Case(.email, "MAILTO:jane@example.com?subject=Hi%20you", "MAILTO:jane@example.com?subject=Hi%20you"),
        Case(.email, "a@example.com,b@example.com", "mailto:a@example.com,b@example.com"),
        Case(.email, "jöran@exämple.com", "mailto:jöran@exämple.com", location: "mailto:j%C3%B6ran@ex%C3%A4mple.com"),
        Case(.email, ["to": "jane+qr@example.com"], "mailto:jane%2Bqr@example.com"),
        Case(.email, ["address": "a?b&c@example.com"], "mailto:a%3Fb%26c@example.com"),
        Case(
            .email,
            [
                "email": "a@example.com, b@example.com", "subject": "a&b=c?#", "body": "x\ny\r\nz\rå",
                "cc": "c@example.com",
            ],
            "mailto:a@example.com,b@example.com?subject=a%26b%3Dc%3F%23&body=x%0D%0Ay%0D%0Az%0D%0A%C3%A5&cc=c@example.com",
        ),
        Case(.phone, "+1 (555) 123-4567", "tel:+1(555)123-4567"),
        Case(.phone, "tel:+15551234567;ext=89", "tel:+15551234567;ext=89"),
        Case(.phone, ["number": "*100#"], "tel:*100%23"),
        Case(.phone, "tel:*100%23", "tel:*100%23"),
        Case(.phone, ["phoneNumber": "112"], "tel:112"),
        Case(.sms, "+46 855 501 742", "sms:+46855501742"),
        Case(.sms, "sms:+46855501742?body=Hej%20du", "sms:+46855501742?body=Hej%20du"),
        Case(
            .sms, "SMSTO:+46855501742:Hej, du: å", "SMSTO:+46855501742:Hej, du: å",
            location: "sms:+46855501742?body=Hej%2C%20du%3A%20%C3%A5",
        ),
        Case(
            .sms, ["phone": "+46855501742", "body": "1 + 1 = 2?\n&"],
            "sms:+46855501742?body=1%20%2B%201%20%3D%202%3F%0A%26",
        ),
        Case(.geo, "48.8584,2.2945", "geo:48.8584,2.2945"),
        Case(.geo, "geo:-33.8568,151.2153,12.5;u=35?q=opera", "geo:-33.8568,151.2153,12.5;u=35?q=opera"),
        Case(.geo, ["lat": 90, "lng": -180], "geo:90,-180"),
        Case(.geo, ["latitude": -0.00000001, "longitude": 1e-7, "altitude": -430.5], "geo:0,0.0000001,-430.5"),
        Case(.geo, ["lat": 59.3293234999, "lon": 18.0685808], "geo:59.3293235,18.0685808"),
    ]

    @Test("strings are completed, objects are put together, and both lead on in ASCII", arguments: cases)
    func composes(_ sample: Case) throws {
        let made = try Payload(sample.type, data: sample.data, refusing: ownHosts)
        #expect(made.text == sample.text)
        #expect(made.location == sample.location)
        // What a code shows as its destination can be sent back.
        #expect(try payload(sample.type, .string(made.text)) == made.text)
    }

    /// What is refused, and where the faults are.
    static let refused: [(DataType, JSONValue, [String])] = [
        (.email, "jane", ["/data"]), (.email, "jane@", ["/data"]), (.email, "a@b@c", ["/data"]),
        (.email, "a b@example.com", ["/data"]), (.email, "a@example.com\r\nBcc:x@y.z", ["/data"]),
        (.email, "\"a\"@example.com", ["/data"]), (.email, ",", ["/data"]),
        (.email, [:], ["/data/email"]), (.email, ["to": ""], ["/data/to"]), (.email, ["to": 1], ["/data/to"]),
        (.email, ["to": "a@b.c", "subject": "x\r\nBcc: y@z.a"], ["/data/subject"]),
        (.email, ["to": "a@b.c", "body": "x\u{7}"], ["/data/body"]),
        (.email, ["to": "a@b.c", "cc": "x", "bcc": "y"], ["/data/cc", "/data/bcc"]),
        (.email, ["to": "a@b.c", "from": "x"], ["/data/from"]),
        (.phone, "12", ["/data"]), (.phone, "call me", ["/data"]), (.phone, "++123", ["/data"]),
        (.phone, "１２３４", ["/data"]), (.phone, "+1\n234", ["/data"]),
        (.phone, ["phone": "1234567890123456789012"], ["/data/phone"]),
        (.sms, "hello", ["/data"]), (.sms, ["message": "x"], ["/data/phone"]),
        (.geo, "91,0", ["/data"]), (.geo, "0,181", ["/data"]), (.geo, "1", ["/data"]), (.geo, "1,2,3,4", ["/data"]),
        (.geo, "0x1p3,2", ["/data"]), (.geo, "1e1,2", ["/data"]), (.geo, "inf,2", ["/data"]),
        (.geo, "nan,nan", ["/data"]),
        (.geo, "1,2,inf", ["/data"]), (.geo, " 1,2", ["/data"]), (.geo, "+1,2", ["/data"]), (.geo, "1.,2", ["/data"]),
        (.geo, ["lat": 90.1, "lng": -180.1], ["/data/lat", "/data/lng"]),
        (.geo, ["lat": "1", "lng": 2], ["/data/lat"]),
        (.geo, ["lat": 1], ["/data/lng"]), (.geo, ["lat": 1, "lng": 2, "altitude": 1e9], ["/data/altitude"]),
        (.url, ["url": "javascript:alert(1)"], ["/data/url"]), (.url, [:], ["/data/url"]),
        (.url, ["href": "x"], ["/data/url", "/data/href"]),
        (.text, ["text": ""], ["/data"]), (.text, "", ["/data"]), (.text, "a\u{0}b", ["/data"]),
        (.text, ["text": "a\u{0}b"], ["/data/text"]), (.text, 1, ["/data"]), (.text, nil, ["/data"]),
        (.text, ["a"], ["/data"]),
    ]

    @Test("what is not of the type's form is refused, with every fault at its field", arguments: refused)
    func refuses(_ type: DataType, _ data: JSONValue, _ places: [String]) {
        #expect(pointers { () throws(CodeError) in try payload(type, data) } == places)
    }

    @Test("a composed link can be read back by a parser of URLs", arguments: Hostile.allCases.filter(\.isProse))
    func readBack(_ hostile: Hostile) throws {
        let mail = try payload(.email, ["to": "a@example.com", "subject": "s", "body": .string(hostile.rawValue)])
        let items = try #require(URLComponents(string: mail)?.queryItems)
        #expect(items.map(\.name) == ["subject", "body"])
        let body = hostile.rawValue.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing(
            "\n", with: "\r\n",
        )
        #expect(items.last?.value == body)
        let message = try payload(.sms, ["phone": "112", "message": .string(hostile.rawValue)])
        #expect(URLComponents(string: message)?.queryItems?.map(\.value) == [hostile.rawValue])
        #expect((mail + message).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }

    @Test("a text may be anything but a null character", arguments: Hostile.allCases.filter { $0 != .null })
    func texts(_ hostile: Hostile) throws {
        #expect(try payload(.text, .string(hostile.rawValue)) == hostile.rawValue)
        #expect(try payload(.text, ["text": .string(hostile.rawValue)]) == hostile.rawValue)
    }

    @Test("2,953 bytes are the most that a payload has", arguments: DataType.allCases)
    func longest(_ type: DataType) throws {
        let found = faults { () throws(CodeError) in try payload(type, .string(String(repeating: "x", count: 10_000))) }
        #expect(found.map(\.pointer) == ["/data"])
        #expect(found.first?.detail.contains("10000 bytes") == true)
        #expect(try payload(.text, .string(String(repeating: "x", count: 2_953))).utf8.count == 2_953)
    }

    @Test("a stored payload leads on in printable ASCII, whatever it holds", arguments: Hostile.allCases)
    func storedLocations(_ hostile: Hostile) {
        for type in DataType.allCases {
            let location = Payload(stored: type, text: "smsto:1:\(hostile.rawValue)").location
            #expect(location?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ?? true)
        }
    }
}
