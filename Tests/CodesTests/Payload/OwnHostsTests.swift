// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("The platform's own hosts")
struct OwnHostsTests {
    private static let hosts = OwnHosts(
        publicURLs: [
            "https://qr.example.com", "http://127.0.0.1:8080", "http://[::1]:9000", "https://größe.example", "-",
        ])

    private func isRefused(_ text: String) -> Bool {
        let found = faults { () throws(CodeError) in try Destination(text, at: "/data", refusing: Self.hosts) }
        return found.first?.detail.contains("own redirect host") == true
    }

    @Test(
        "a destination on one of them is a loop, however it is spelt",
        arguments: [
            "https://qr.example.com/r/abc", "http://qr.example.com/", "https://QR.Example.COM/",
            "https://qr.example.com./",
            "https://qr.example.com:443/", "http://qr.example.com:443/", "https://ｑｒ.example.com/",
            "https://qr。example.com/", "https://qr.example.com", "https://qr.example.com?x", "https://qr.example.com#x",
            "http://127.0.0.1:8080/", "http://127.1:8080/", "http://2130706433:8080/", "http://0x7f.0.0.1:8080/",
            "http://0177.0.0.1:8080/", "http://127.0.0.1.:8080/", "http://[::ffff:127.0.0.1]:8080/",
            "http://[::FFFF:7f00:1]:8080/", "http://[0:0:0:0:0:0:0:1]:9000/", "http://[0000::0001]:9000/",
            "https://xn--gre-6ka8i.example/", "https://GRÖSSE.example/".replacing("SS", with: "ß"),
        ],
    )
    func loops(_ text: String) {
        #expect(isRefused(text))
    }

    @Test(
        "other hosts and other ports are none of ours",
        arguments: [
            "https://example.com/", "https://qr.example.com.evil.com/", "https://notqr.example.com/",
            "https://qr.example.com:8443/", "http://127.0.0.1/", "http://127.0.0.2:8080/", "http://[::1]/",
            "https://example.com/?u=https://qr.example.com/",
        ],
    )
    func free(_ text: String) throws {
        #expect(try Destination(text, at: "/data", refusing: Self.hosts).text == text)
    }

    @Test("a host can be asked for by itself")
    func contains() {
        #expect(Self.hosts.contains(host: "QR.example.com.", port: nil))
        #expect(Self.hosts.contains(host: "qr.example.com", port: 443))
        #expect(!Self.hosts.contains(host: "qr.example.com", port: 80))
        #expect(!Self.hosts.contains(host: "example.com", port: nil))
        #expect(!Self.hosts.contains(host: "", port: nil))
        #expect(!OwnHosts(publicURLs: []).contains(host: "qr.example.com", port: nil))
    }
}
