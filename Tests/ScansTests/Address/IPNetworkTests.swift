// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("Blocks of addresses")
struct IPNetworkTests {
    @Test(
        "a block holds the addresses that share its prefix",
        arguments: [
            ("10.0.0.0/8", "10.255.255.255", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.1.2.3", true),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("0.0.0.0/0", "203.0.113.1", true),
            ("0.0.0.0/0", "::1", false),
            ("::1/128", "::1", true),
            ("::1/128", "::2", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "192.0.2.1", true),
            ("::ffff:10.0.0.0/104", "10.1.2.3", true),
        ], )
    func contains(network: String, address: String, expected: Bool) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(address))) == expected)
    }

    @Test(
        "a block that says two things, or nothing, is refused",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/+8",
            "10.0.0.0/ 8",
            "::1/129", "2001:db8::1/32", "10/8", "proxy.example",
        ], )
    func refuses(text: String) { #expect(IPNetwork(text) == nil) }

    @Test(
        "the canonical notation is read back",
        arguments: ["10.0.0.0/8", "192.0.2.7/32", "::1/128", "2001:db8::/32", "::/0"], )
    func notation(text: String) { #expect(IPNetwork(text)?.description == text) }
}
