// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    let proxies = TrustedProxies(["127.0.0.0/8", "10.0.0.0/8", "2001:db8::/32"].compactMap { IPNetwork($0) })

    @Test(
        "the client is the rightmost address that is no trusted proxy",
        arguments: [
            // Nobody in between.
            ("203.0.113.9", "", "203.0.113.9"),
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("127.0.0.1", "", "127.0.0.1"),
            // One proxy, and what a client invented in front of it.
            ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "127.0.0.1, 10.0.0.1, 198.51.100.1", "198.51.100.1"),
            // A chain of proxies.
            ("127.0.0.1", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
            ("127.0.0.1", "9.9.9.9,198.51.100.1,10.0.0.7 ,\t2001:db8::5", "198.51.100.1"),
            // All of them trusted: the outermost.
            ("127.0.0.1", "10.0.0.8, 10.0.0.7", "10.0.0.8"),
            // Ports and brackets.
            ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
            ("127.0.0.1", "[2a00:1450::1]:443", "2a00:1450::1"),
            ("127.0.0.1", "[2a00:1450::1]", "2a00:1450::1"),
            ("127.0.0.1", "2a00:1450::1", "2a00:1450::1"),
            // What is no address ends the reading.
            ("127.0.0.1", "198.51.100.1, unknown, 10.0.0.7", "10.0.0.7"),
            ("127.0.0.1", "198.51.100.1, ", "127.0.0.1"),
            ("127.0.0.1", ",", "127.0.0.1"),
            ("127.0.0.1", "[::1", "127.0.0.1"),
            ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ], )
    func client(peer: String, header: String, client: String) throws {
        let peer = try #require(IPAddress(peer))
        #expect(proxies.clientAddress(peer: peer, forwardedFor: Array(header.utf8).span) == IPAddress(client))
    }

    @Test("a chain of more than 32 trusted proxies is read no further")
    func boundedChain() throws {
        let header = "198.51.100.1" + String(repeating: ",10.0.0.7", count: 32)
        let peer = try #require(IPAddress("127.0.0.1"))
        #expect(proxies.clientAddress(peer: peer, forwardedFor: Array(header.utf8).span) == IPAddress("10.0.0.7"))
    }

    @Test(
        "a CDN's country is believed from a trusted peer alone",
        arguments: [
            ("127.0.0.1", "FR", "FR"), ("127.0.0.1", "fr", "FR"), ("203.0.113.9", "FR", nil), ("127.0.0.1", "", nil),
            ("127.0.0.1", "ZZ", nil), ("127.0.0.1", "EU", nil), ("127.0.0.1", "xk", "XK"),
            ("127.0.0.1", "XX", nil), ("127.0.0.1", "T1", nil), ("127.0.0.1", "FRA", nil), ("127.0.0.1", "??", nil),
            ("127.0.0.1", "é", nil),
        ] as [(String, String, String?)], )
    func country(peer: String, header: String, expected: String?) throws {
        let peer = try #require(IPAddress(peer))
        #expect(proxies.country(peer: peer, header: Array(header.utf8).span)?.description == expected)
    }
}
