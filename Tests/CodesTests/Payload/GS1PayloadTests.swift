// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Codes

/// GS1 General Specifications, and GS1 Digital Link Standard: URI Syntax.
@Suite("GS1 Digital Links and element strings")
struct GS1PayloadTests {
    static let cases: [(JSONValue, String)] = [
        ("https://id.gs1.org/01/09506000134352", "https://id.gs1.org/01/09506000134352"),
        (
            "https://example.com/a/01/09506000134352/22/2A/10/ABC%2F1/21/12?17=261231&linkType=gs1:pip#x",
            "https://example.com/a/01/09506000134352/22/2A/10/ABC%2F1/21/12?17=261231&linkType=gs1:pip#x",
        ),
        ("https://example.com/01/9506000134352/", "https://example.com/01/09506000134352"),
        ("https://example.com/01/01/09506000134352", "https://example.com/01/01/09506000134352"),
        ("http://example.com:8080/8004/0950600ABC/7040/1ABC", "http://example.com:8080/8004/0950600ABC/7040/1ABC"),
        ("(01)09506000134352(10)ABC/1(17)261200", "https://id.gs1.org/01/09506000134352/10/ABC%2F1?17=261200"),
        ("(10)A(x)(01)09506000134352", "https://id.gs1.org/01/09506000134352/10/A%28x%29"),
        (["01": "09506000134352"], "https://id.gs1.org/01/09506000134352"),
        (
            [
                "gtin": "9506000134352", "serial": "1", "batch": "B", "3103": "000189",
                "domain": "https://example.com/q/",
            ],
            "https://example.com/q/01/09506000134352/10/B/21/1?3103=000189",
        ),
        (["gln": "9506000134352", "glnExtension": "32a"], "https://id.gs1.org/414/9506000134352/254/32a"),
        (["415": "9506000134352", "8020": "INV-1"], "https://id.gs1.org/415/9506000134352/8020/INV-1"),
        (["gmn": "1987654Ad4X4bL5ttr2310c2K"], "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K"),
    ]

    @Test("links, element strings and fields make checked links", arguments: cases)
    func composes(_ data: JSONValue, _ link: String) throws {
        let made = try Payload(.gs1, data: data, refusing: ownHosts)
        #expect(made.text == link)
        #expect(made.location == link)
        #expect(try payload(.gs1, .string(link)) == link)
    }

    /// What is refused, where, and a part of what is said about it.
    static let refused: [(JSONValue, String, String)] = [
        ("hello", "/data", "not an absolute URL"), ("ftp://example.com/01/09506000134352", "/data", "http and https"),
        ("https://example.com/", "/data", "no identification key"),
        ("https://example.com/10/ABC", "/data", "one of the AIs 00, 01, 253"),
        ("https://example.com/01/09506000134351", "/data", "AI 01 (GTIN) has a wrong check digit; it must end with 2"),
        ("https://example.com/01/095060001343", "/data", "wrong check digit"),
        ("https://example.com/01/0950600013", "/data", "AI 01 (GTIN) has 10 characters; allowed are 14 digits"),
        ("https://example.com/01/0950600013435A", "/data", "the digits 0 to 9 are allowed"),
        ("https://example.com/01/09506000134352/21/1/10/2", "/data", "in the order 01, 10, 21"),
        ("https://example.com/01/09506000134352/17/261231", "/data", "must stand in the query, not in the path"),
        ("https://example.com/01/09506000134352?10=A", "/data", "must stand in the path, not in the query"),
        ("https://example.com/01/09506000134352/99999/1", "/data", "\"99999\" in the path is not"),
        ("https://example.com/01/09506000134352?05=1", "/data", "AI 05 in the query is not"),
        ("https://example.com/01/09506000134352/10/%C3%A9", "/data", "letters, digits and !"),
        ("https://example.com/01/09506000134352/10/%FF", "/data", "write %25"),
        ("https://example.com/01/09506000134352/10/123456789012345678901", "/data", "allowed are 1 to 20 characters"),
        ("https://example.com/01/09506000134352/235/A/21/1", "/data", "not by both"),
        ("https://example.com/01/09506000134352?17=261331", "/data", "dates of the form YYMMDD, with day 00"),
        ("https://example.com/01/09506000134352?7006=261200", "/data", "dates of the form YYMMDD"),
        ("https://example.com/01/09506000134352?15=261231&15=270101", "/data", "(BEST BEFORE) is given twice"),
        ("https://example.com/01/09506000134352?414=9506000134352", "/data", "a link has one key"),
        ("https://example.com/415/9506000134352", "/data", "must be followed by AI 8020"),
        ("https://example.com/8013/1987654Ad4X4bL5ttr2310cXX", "/data", "must end with 2K"),
        ("https://qr.example.com/01/09506000134352", "/data", "loop"),
        ("(01)09506000134352(05)1", "/data", "AI 05 is not an application identifier"),
        ("(10)ABC", "/data", "no identification key"), ("(ab)c", "/data", "does not begin with"),
        ("(01)09506000134352(10)é", "/data", "printable ASCII"),
        (["domain": "https://example.com"], "/data/01", "key"),
        (["01": 9506000134352], "/data/01", "must be a string"), (["01": ""], "/data/01", "empty"),
        (["gtin": "09506000134351"], "/data/gtin", "check digit"),
        (["01": "09506000134352", "05": "1"], "/data/05", "not an application identifier"),
        (["01": "09506000134352", "colour": "red"], "/data/colour", "not a field"),
        (["01": "09506000134352", "domain": "example.com"], "/data/domain", "web address"),
        (["01": "09506000134352", "domain": "https://example.com/?a"], "/data/domain", "query"),
        (["01": "09506000134352", "domain": "https://qr.example.com"], "/data/domain", "loop"),
        (["01": "09506000134352", "gtin": "09506000134352"], "/data/01", "twice"),
        (["415": "9506000134352", "8020": "INV 1"], "/data/8020", "letters, digits"),
    ]

    @Test("what GS1 does not allow is refused, naming the AI and what is allowed", arguments: refused)
    func refuses(_ data: JSONValue, _ place: String, _ detail: String) {
        let found = faults { () throws(CodeError) in try payload(.gs1, data) }
        #expect(found.map(\.pointer) == [place])
        #expect(found.first?.detail.contains(detail) == true, "\(found)")
    }

    @Test("an element string becomes the message of a symbol, with separators only where they are needed")
    func message() throws {
        let string = try GS1ElementString("(01)09506000134352(10)ABC(17)261231(21)X(3103)000189(37)5", at: "/data")
        #expect(string.message == "010950600013435210ABC\u{1D}1726123121X\u{1D}3103000189375")
        #expect(string.text == "(01)09506000134352(10)ABC(17)261231(21)X(3103)000189(37)5")
        let link = try GS1DigitalLink(string, stem: GS1DigitalLink.defaultStem)
        #expect(try link.elementString.message.hasPrefix("010950600013435210ABC\u{1D}21X\u{1D}1726"))
    }

    @Test(
        "data of several parts is checked part by part",
        arguments: [
            ("253", "9506000134352ABC", true), ("253", "9506000134352", true), ("253", "9506000134351ABC", false),
            ("8003", "09506000134352ABC", true), ("8006", "095060001343520102", true),
            ("8006", "09506000134352010", false),
            ("7003", "2612312359", true), ("4309", "02790858483015297971", true), ("255", "950600013435212A", false),
            ("8010", "0950600A#B-1", true), ("8010", "0950600a", false), ("3913", "978100", true),
            ("3913", "97", false),
            ("7007", "261231", true), ("7007", "261231270101", true), ("7007", "2612312701", false),
        ],
    )
    func parts(code: String, value: String, isFine: Bool) throws {
        let identifier = try #require(GS1Identifier.of(code))
        #expect(((try? GS1Element(identifier, value)) != nil) == isFine)
    }

    @Test("every line of the table can be read")
    func table() {
        for line in GS1Identifier.table.split(separator: "\n") {
            let code = line.prefix { $0 != " " }.replacing("#", with: "0")
            let identifier = GS1Identifier.of(code)
            #expect(identifier?.title.isEmpty == false)
            #expect(identifier.map { 1...90 ~= $0.format.length.upperBound } == true, "\(line)")
        }
        #expect(GS1Identifier.of("3105") != nil && GS1Identifier.of("3106") == nil && GS1Identifier.of("310#") == nil)
    }
}
