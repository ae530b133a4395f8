// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("Internet addresses")
struct IPAddressTests {
    @Test(
        "the forms of RFC 4291 are read, and written as RFC 5952 wants",
        arguments: [
            ("192.0.2.7", "192.0.2.7"),
            ("0.0.0.0", "0.0.0.0"),
            ("255.255.255.255", "255.255.255.255"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("::ffff:c000:207", "192.0.2.7"),
            ("::", "::"),
            ("::1", "::1"),
            ("1::", "1::"),
            ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
            ("2001:db8::7", "2001:db8::7"),
            ("2001:0db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("1:2:3:4:5:6:192.0.2.33", "1:2:3:4:5:6:c000:221"),
            ("fe80::1", "fe80::1"),
        ], )
    func readsAndWrites(text: String, canonical: String) throws {
        #expect(try #require(IPAddress(text)).description == canonical)
    }

    @Test(
        "what could be read in two ways, or not at all, is refused",
        arguments: [
            "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80",
            "0x7f.0.0.1", "2130706433", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8", "12345::", "g::1", "1:", ":1", "1:2:3:4:5:6:7:", "fe80::1%eth0", "[::1]", "::1.2.3",
            "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "localhost",
            "0000:0000:0000:0000:0000:ffff:192.168.100.2280",
        ], )
    func refuses(text: String) { #expect(IPAddress(text) == nil) }

    @Test("an IPv4 address and the IPv6 address it is mapped to are the same")
    func mapped() throws {
        let plain = try #require(IPAddress("192.0.2.7"))
        #expect(plain == IPAddress("::ffff:192.0.2.7"))
        #expect(plain == IPAddress(networkBytes: ([192, 0, 2, 7] as [UInt8]).span))
        #expect(plain.ipv4 == 0xC000_0207)
        #expect(IPAddress("::192.0.2.7")?.ipv4 == nil)
    }

    @Test("4 and 16 bytes in network order are addresses, other numbers of bytes are not")
    func networkBytes() {
        let bytes: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]
        #expect(IPAddress(networkBytes: bytes.span) == IPAddress("2001:db8::7"))
        #expect(IPAddress(networkBytes: bytes.span.extracting(first: 5)) == nil)
        #expect(IPAddress(networkBytes: bytes.span.extracting(first: 0)) == nil)
    }
}
