// SPDX-License-Identifier: Apache-2.0

import Outbound
import Synchronization
import Testing

@Suite("Safe fetcher")
struct SafeFetcherTests {
    /// A policy for a server on this machine, and for nothing else on it.
    private func policy(_ table: [String: [String]], allowing network: String = "127.0.0.1/32") throws -> FetchPolicy {
        var policy = FetchPolicy()
        // Whole suites share two cores here.
        policy.timeLimit = .seconds(60)
        policy.ports = nil
        policy.allowedNetworks = [try #require(AddressBlock(network))]
        policy.resolver = HostResolver { host in (table[host] ?? []).compactMap { HostAddress($0) } }
        return policy
    }

    private func refusal(of url: String, _ policy: FetchPolicy, limit: Int = 1_000) async throws -> FetchError {
        try await #require(throws: FetchError.self) { try await SafeFetcher(policy: policy).fetch(url, limit: limit) }
    }

    private func found(_ body: String, _ fields: String = "") -> LocalServer.Behavior {
        .answer("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    private func moved(to location: String, _ status: Int = 302) -> LocalServer.Behavior {
        .answer("HTTP/1.1 \(status) Moved\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")
    }

    @Test("a resource comes with its bytes and media type, asked for by name")
    func fetches() async throws {
        let answer = found("picture", "Content-Type: Image/PNG; a=b\r\nSet-Cookie: a=b\r\n")
        try await LocalServer.run(["/logo?size=2": answer]) { server in
            let policy = try policy(["logos.example": ["127.0.0.1"]])
            let url = "http://Logos.example:\(server.port)/logo?size=2#part"
            let resource = try await SafeFetcher(policy: policy).fetch(url, limit: 7)
            #expect(String(decoding: resource.bytes, as: UTF8.self) == "picture")
            #expect(resource.mediaType == "image/png")
            let head = try #require(server.heads.first).lowercased()
            #expect(head.contains("host: logos.example:\(server.port)\r\n"))
            #expect(head.contains("user-agent: waymark"))
            #expect(head.contains("accept-encoding: identity\r\n"))
        }
    }

    @Test(
        "what is no plain http or https URL is refused before anything is resolved",
        arguments: [
            ("", FetchError.malformedURL),
            ("logo.png", .malformedURL),
            ("ftp://logos.example/", .malformedURL),
            ("file:///etc/passwd", .malformedURL),
            ("http+unix://%2Fsocket/", .malformedURL),
            ("http:///logo.png", .malformedURL),
            ("http://logos.example\\@10.0.0.1/", .malformedURL),
            ("http://logos.example/ a", .malformedURL),
            ("http://[fe80::1%25eth0]/", .malformedURL),
            ("http://logos%2eexample/", .malformedURL),
            ("http://user:secret@logos.example/", .credentials),
            ("http://user@logos.example/", .credentials),
            ("http://logos.example:22/", .portNotAllowed(22)),
            ("https://logos.example:8443/", .portNotAllowed(8_443)),
            ("https://logos.example/" + String(repeating: "a", count: 2_048), .malformedURL),
        ], )
    func refusesURLs(url: String, expected: FetchError) async throws {
        let questions = Mutex(0)
        var policy = FetchPolicy()
        policy.resolver = HostResolver { _ in
            questions.withLock { $0 += 1 }
            return []
        }
        #expect(try await refusal(of: url, policy) == expected)
        #expect(questions.withLock { $0 } == 0)
    }

    @Test("private addresses, names without any, and one private address among public ones look the same")
    func refusesPrivateAddresses() async throws {
        try await LocalServer.run(["/": found("secret")]) { server in
            let table = ["loopback.example": ["127.0.0.1"], "mixed.example": ["93.184.216.34", "127.0.0.1"]]
            let policy = try policy(table, allowing: "192.0.2.0/24")
            for host in ["loopback.example", "mixed.example", "nowhere.example"] {
                #expect(try await refusal(of: "http://\(host):\(server.port)/", policy) == .unreachable)
            }
            #expect(server.heads.isEmpty)
        }
    }

    @Test(
        "addresses in every spelling are resolved by the system and refused",
        arguments: [
            "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost",
        ], )
    func refusesSpellings(host: String) async throws {
        try await LocalServer.run(["/": found("secret")]) { server in
            var policy = FetchPolicy()
            policy.ports = nil
            let error = try await refusal(of: "http://\(host):\(server.port)/", policy)
            #expect(error == .unreachable)
            #expect(server.heads.isEmpty)
        }
    }

    @Test("a server that does not listen is as unreachable as a private one")
    func refusesClosedPorts() async throws {
        let policy = try policy(["closed.example": ["127.0.0.1"]])
        let port = try ClosedPort()
        let error = try await refusal(of: "http://closed.example:\(port.number)/", policy)
        #expect(error == .unreachable)
        withExtendedLifetime(port) {}
    }

    @Test("the address that was checked is the one that is connected to, whatever the name means later")
    func pinsAddresses() async throws {
        let questions = Mutex(0)
        try await LocalServer.run(["/": found("public")]) { server in
            var policy = try policy([:])
            policy.resolver = HostResolver { _ in
                let isFirst = questions.withLock { count in
                    count += 1
                    return count == 1
                }
                return [HostAddress(isFirst ? "127.0.0.1" : "127.0.0.2")].compactMap { $0 }
            }
            let fetcher = SafeFetcher(policy: policy)
            // The system would not find this name at all.
            let url = "http://rebinding.invalid:\(server.port)/"
            #expect(try await fetcher.fetch(url, limit: 10).bytes == Array("public".utf8))
            #expect(questions.withLock { $0 } == 1)
            #expect(try await refusal(of: url, policy) == .unreachable)
            #expect(server.heads.count == 1)
        }
    }

    @Test("a TLS handshake names the host, not the address that the connection goes to")
    func namesHostInTLS() async throws {
        try await LocalServer.run([:]) { server in
            let policy = try policy(["logos.example": ["127.0.0.1"]])
            #expect(try await refusal(of: "https://logos.example:\(server.port)/", policy) == .unreachable)
            #expect(try #require(server.heads.first).contains("logos.example"))
        }
    }

    @Test("redirects are followed, relative ones too", arguments: [301, 302, 303, 307, 308])
    func followsRedirects(status: Int) async throws {
        let behaviors = [
            "/a": moved(to: "b?c=d", status), "/b?c=d": moved(to: "//two.example:PORT/e"), "/e": found("end"),
        ]
        try await LocalServer.run(["/e": found("end")]) { second in
            let second = second.port
            let behaviors = behaviors.mapValues { behavior in
                guard case .answer(let text) = behavior else { return behavior }
                return .answer(text.split(separator: "PORT").joined(separator: "\(second)"))
            }
            try await LocalServer.run(behaviors) { server in
                let policy = try policy(["one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"]])
                let resource = try await SafeFetcher(policy: policy).fetch(
                    "http://one.example:\(server.port)/a", limit: 3, )
                #expect(resource.bytes == Array("end".utf8))
            }
        }
    }

    @Test(
        "a redirect to what is not allowed is refused like the thing itself",
        arguments: [
            ("http://private.example/", FetchError.unreachable),
            ("http://169.254.169.254/latest/meta-data/", .unreachable),
            ("file:///etc/passwd", .malformedURL),
            ("http://a:b@one.example/", .credentials),
        ], )
    func checksRedirects(location: String, expected: FetchError) async throws {
        try await LocalServer.run(["/": moved(to: location)]) { server in
            let policy = try policy([
                "one.example": ["127.0.0.1"], "private.example": ["10.0.0.1"], "169.254.169.254": ["169.254.169.254"],
            ])
            #expect(try await refusal(of: "http://one.example:\(server.port)/", policy) == expected)
            #expect(server.heads.count == 1)
        }
    }

    @Test("a circle of redirects ends")
    func endsCircles() async throws {
        try await LocalServer.run(["/": moved(to: "/")]) { server in
            let policy = try policy(["one.example": ["127.0.0.1"]])
            let error = try await refusal(of: "http://one.example:\(server.port)/", policy)
            #expect(error == .tooManyRedirects(limit: 5))
            #expect(server.heads.count == 6)
        }
    }

    @Test("a body is cut off at the limit, whether its length is announced or not")
    func limitsBytes() async throws {
        try await LocalServer.run(["/long": found("12345678901"), "/endless": .endless]) { server in
            let policy = try policy(["one.example": ["127.0.0.1"]])
            let url = "http://one.example:\(server.port)"
            #expect(try await refusal(of: url + "/long", policy, limit: 10) == .tooLarge(limit: 10))
            #expect(try await refusal(of: url + "/endless", policy, limit: 1 << 20) == .tooLarge(limit: 1 << 20))
        }
    }

    @Test("a compressed body is refused, however little it holds")
    func refusesCompression() async throws {
        try await LocalServer.run(["/": found("bomb", "Content-Encoding: gzip\r\n")]) { server in
            let policy = try policy(["one.example": ["127.0.0.1"]])
            #expect(try await refusal(of: "http://one.example:\(server.port)/", policy) == .compressed)
        }
    }

    @Test("answers without a resource, half a resource and no HTTP at all are refused")
    func refusesFailures() async throws {
        let half = LocalServer.Behavior.answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        try await LocalServer.run(["/half": half, "/noise": .answer("noise\r\n\r\n")]) { server in
            let policy = try policy(["one.example": ["127.0.0.1"]])
            let url = "http://one.example:\(server.port)"
            #expect(try await refusal(of: url + "/none", policy) == .status(404))
            #expect(try await refusal(of: url + "/half", policy) == .unreachable)
            #expect(try await refusal(of: url + "/noise", policy) == .unreachable)
        }
    }

    @Test("the time is limited, for the name as for the body")
    func limitsTime() async throws {
        try await LocalServer.run(["/": .stalling]) { server in
            var policy = try policy(["one.example": ["127.0.0.1"]])
            policy.timeLimit = .milliseconds(200)
            let slow = FetchError.tooSlow(limit: .milliseconds(200))
            #expect(try await refusal(of: "http://one.example:\(server.port)/", policy) == slow)
            policy.resolver = HostResolver { _ in
                try? await Task.sleep(for: .seconds(60))
                return []
            }
            #expect(try await refusal(of: "http://one.example/", policy) == slow)
        }
    }

    @Test("one fetch too many is refused, and a place becomes free again")
    func limitsConcurrency() async throws {
        var policy = FetchPolicy()
        policy.concurrencyLimit = 0
        #expect(try await refusal(of: "http://one.example/", policy) == .busy)
        policy.concurrencyLimit = 1
        policy.resolver = HostResolver { _ in [] }
        let fetcher = SafeFetcher(policy: policy)
        for _ in 0..<2 {
            let error = await #expect(throws: FetchError.self) {
                try await fetcher.fetch("http://a.example/", limit: 1)
            }
            #expect(error == .unreachable)
        }
    }
}
