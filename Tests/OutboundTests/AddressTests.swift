// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Outbound

@Suite("Addresses that may be reached")
struct AddressTests {
    @Test(
        "special addresses are not public",
        arguments: [
            "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254",
            "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
            "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255",
            "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
            "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:a00:1::", "3fff::1", "5f00::1",
            "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        ], )
    func refuses(text: String) throws {
        let address = try #require(HostAddress(text))
        #expect(!address.isPublic)
    }

    @Test(
        "addresses of the internet are public",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.255.255",
            "172.32.0.0", "192.0.1.1", "198.17.255.255", "223.255.255.255", "::ffff:1.1.1.1", "2606:4700::1111",
            "2001:200::1", "2001:4860:4860::8888", "2a00:1450:4001::1", "2620:fe::fe",
        ], )
    func allows(text: String) throws {
        let address = try #require(HostAddress(text))
        #expect(address.isPublic)
    }

    @Test("blocks are read in CIDR notation only")
    func readsBlocks() throws {
        #expect(AddressBlock.specialIPv4.count == 15)
        #expect(AddressBlock.specialIPv6.count == 4)
        #expect(try contains("10.0.0.0/8", "10.255.0.1"))
        #expect(try !contains("10.0.0.0/8", "11.0.0.1"))
        #expect(try contains("0.0.0.0/0", "8.8.8.8"))
        #expect(try contains("fd00::/8", "fd00::1"))
        for text in ["10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "a/8", "10/8", ""] {
            #expect(AddressBlock(text) == nil, "\(text)")
        }
    }

    private func contains(_ block: String, _ address: String) throws -> Bool {
        let block = try #require(AddressBlock(block))
        return try block.contains(#require(HostAddress(address)))
    }

    @Test(
        "an address is judged in every spelling that the system's resolver reads",
        arguments: [
            "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f000001:443/",
            "http://017700000001/", "http://127.0.0.1./", "http://localhost./", "http://a.LOCALHOST/", "http://0/",
            "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://167772161/",
        ], )
    func objects(url: String) throws {
        #expect(SafeFetcher().objection(to: url) == .unreachable)
        var policy = FetchPolicy()
        policy.ports = nil
        #expect(SafeFetcher(policy: policy).objection(to: url) == .unreachable)
        policy.allowedNetworks = ["0.0.0.0/0", "::/0"].compactMap { AddressBlock($0) }
        #expect(SafeFetcher(policy: policy).objection(to: url) == nil)
    }

    @Test("numbers that are public addresses, and names, are left to the delivery")
    func leaves() {
        for url in ["http://134744072/", "http://8.8.2056/", "https://example.com./", "http://x127.1.example/"] {
            #expect(SafeFetcher().objection(to: url) == nil, "\(url)")
        }
    }

    @Test("only numeric addresses without a zone are addresses")
    func readsAddresses() {
        for text in ["localhost", "127.1", "fe80::1%eth0", "[::1]", "1.2.3.4 ", "01.2.3.4", ""] {
            #expect(HostAddress(text) == nil, "\(text)")
        }
    }
}
