// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import Scans
import Testing

@testable import Redirect

@Suite("who scans")
struct ClientAddressTests {
    private func scan(proxies: String..., fields: String...) async throws -> NotedScan {
        let networks = try proxies.map { try #require(IPNetwork($0)) }
        let connection = try await ConnectionFixture(try code(), proxies: networks)
        try connection.send(request("poster01", fields: fields))
        return try #require(connection.scans.scans.first)
    }

    @Test("what a stranger says about itself is not believed")
    func stranger() async throws {
        let scan = try await scan(fields: "X-Forwarded-For: 198.51.100.9", "CF-IPCountry: FR")
        #expect(scan == NotedScan())
    }

    @Test("a trusted proxy says who is behind it, and where")
    func trustedProxy() async throws {
        let scan = try await scan(
            proxies: "203.0.113.0/24",
            "10.0.0.0/8",
            fields: "X-Forwarded-For: 192.0.2.66, 198.51.100.9, 10.1.2.3",
            "X-Country-Code: de",
        )
        #expect(scan == NotedScan(address: "198.51.100.9", country: "DE"))
    }

    @Test("addresses of sockets are read as they are", arguments: ["192.0.2.255", "2001:db8::ff:1", "::1"])
    func socketAddresses(text: String) throws {
        #expect(IPAddress(try SocketAddress(ipAddress: text, port: 80)).description == text)
    }

    @Test("a local socket and a missing address count as ::")
    func noAddress() throws {
        #expect(IPAddress(try SocketAddress(unixDomainSocketPath: "/tmp/x")).description == "::")
        #expect(IPAddress(nil).description == "::")
    }
}
