// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import Scans
import Testing

@testable import Redirect

@Suite("answering scans on a connection")
struct FrontAnswerTests {
    /// The answer to a plain scan of `poster01` at the beginning of the test's time.
    private static func answer(id: String = "req-1", connection: String = "") -> String {
        """
        HTTP/1.1 302 Found\r
        Location: https://example.com/landing\r
        Cache-Control: no-store\r
        Referrer-Policy: strict-origin-when-cross-origin\r
        X-Robots-Tag: noindex\r
        X-Content-Type-Options: nosniff\r
        Content-Length: 0\r
        Date: Sat, 21 Nov 2026 12:00:00 GMT\r
        X-Request-Id: \(id)\r
        \(connection)\r

        """
    }

    @Test("a scan is answered with the whole redirect, and noted")
    func scan() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.scan("poster01", "X-Request-Id: req-1", "User-Agent: Safari", "Referer: https://a.example/")
        #expect(connection.sent() == Self.answer())
        #expect(connection.scans.scans == [NotedScan(userAgent: "Safari", referrer: "https://a.example/")])
        #expect(connection.core.counts == RedirectCounts(scans: 1, hits: 1))
        #expect(connection.handOns == 0)
        #expect(connection.isOpen)
    }

    @Test("a scan that asks for privacy is noted as such", arguments: ["DNT: 1", "Sec-GPC: 1"])
    func privacy(field: String) async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.scan("poster01", field)
        #expect(connection.scans.scans == [NotedScan(marks: .privacy)])
    }

    @Test("a browser that fetches ahead is led on, and noted as such")
    func ahead() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.scan("poster01", "X-Request-Id: req-1", "Sec-Purpose: prefetch;prerender")
        #expect(connection.sent() == Self.answer())
        #expect(connection.scans.scans == [NotedScan(marks: .ahead)])
    }

    @Test(
        "every plain request of the corpus is answered, and nothing handed on",
        arguments: try RequestFiles.files(.answered), )
    func corpus(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(
            try code(), try code("abc"), try code(String(repeating: "x", count: 64)), )
        try connection.send(file.bytes)
        let sent = connection.sent()
        #expect(sent.hasPrefix(file.name == "unknown-id" ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 302 Found\r\n"))
        #expect(connection.handOns == 0)
    }

    @Test(
        "a request that comes in two parts, cut anywhere, or byte by byte, is answered the same",
        arguments: [
            "phone", "query", "version-1.0-keep-alive", "forwarded",
        ], )
    func splits(name: String) async throws {
        let file = try #require(try RequestFiles.files(.answered).first { $0.name == name })
        let whole = try await ConnectionFixture(try code())
        try whole.send(file.bytes)
        let expected = whole.sent()
        func withoutID(_ text: String) -> [Substring] {
            text.split(separator: "\r\n").filter { !$0.hasPrefix("X-Request-Id") }
        }
        for cut in 1..<file.bytes.count {
            let connection = try await ConnectionFixture(try code())
            try connection.send(file.bytes[..<cut])
            #expect(connection.sent() == "")
            try connection.send(file.bytes[cut...])
            #expect(withoutID(connection.sent()) == withoutID(expected), "cut at \(cut)")
            #expect(connection.scans.scans == whole.scans.scans)
        }
        let connection = try await ConnectionFixture(try code())
        for byte in file.bytes { try connection.send([byte]) }
        #expect(withoutID(connection.sent()) == withoutID(expected))
    }

    @Test("several requests on one connection are answered one after the other")
    func keepAlive() async throws {
        let connection = try await ConnectionFixture(
            try code(), try code("poster02", leadingTo: "https://example.com/2"), )
        for _ in 0..<3 {
            try connection.scan("poster01", "X-Request-Id: req-1")
            #expect(connection.sent() == Self.answer())
            try connection.scan("poster02")
            #expect(connection.sent().contains("\r\nLocation: https://example.com/2\r\n"))
        }
        #expect(connection.scans.scans.count == 6)
    }

    @Test("pipelined requests are answered in their order with one flush, and their scans are one batch")
    func pipelining() async throws {
        let connection = try await ConnectionFixture(
            try code(), try code("poster02", leadingTo: "https://example.com/2"), )
        try connection.send(request("poster01") + request("poster02") + request("neverMade") + request("poster01"))
        let flushes = connection.flushes()
        let landing = "302 https://example.com/landing"
        #expect(flushes.count == 1)
        #expect(answers(in: flushes[0]) == [landing, "302 https://example.com/2", "404", landing])
        #expect(connection.scans.batches == [3])
    }

    @Test("pipelined requests that are cut between two reads are answered all the same")
    func cutPipeline() async throws {
        let text = Array((request("poster01") + request("poster01") + request("poster01")).utf8)
        for cut in 1..<text.count {
            let connection = try await ConnectionFixture(try code())
            try connection.send(text[..<cut])
            try connection.send(text[cut...])
            #expect(connection.sent().split(separator: "HTTP/1.1 302 Found").count == 3)
        }
    }

    @Test("a scan is noted before any byte of its answer is written")
    func order() async throws {
        let connection = try await ConnectionFixture(try code())
        nonisolated(unsafe) let watched = connection
        connection.scans.whenNoted { unsafe #expect(watched.received() == nil) }
        try connection.scan()
        #expect(connection.scans.scans.count == 1)
        #expect(connection.received() != nil)
    }

    @Test("a scan that the journal cannot take is answered and counted as lost")
    func fullJournal() async throws {
        let connection = try await ConnectionFixture(try code())
        connection.scans.fill()
        try connection.scan()
        #expect(connection.sent().hasPrefix("HTTP/1.1 302 Found"))
        #expect(connection.core.counts == RedirectCounts(scans: 1, unrecorded: 1, hits: 1))
    }

    @Test("scans are answered without any journal, and a later connection finds one when there is one again")
    func noJournal() async throws {
        let connection = try await ConnectionFixture(try code(), recorderIsBroken: true)
        try connection.scan()
        #expect(connection.sent().hasPrefix("HTTP/1.1 302 Found"))
        #expect(connection.core.counts == RedirectCounts(scans: 1, unrecorded: 1, hits: 1))
        #expect(connection.log.lines.count == 1)
        connection.scans.breakDown(false)
        connection.pass(.seconds(2))
        let (server, client) = try ConnectionFixture.pair(.packets)
        connection.loop.adopt(server, from: IPAddress(ipv4: 0xCB00_7108), bytes: Array(request().utf8))
        close(client)
        #expect(connection.scans.scans.map(\.address) == ["203.0.113.8"])
    }

    @Test(
        "HEAD gets the fields of GET and no body, and is noted as HEAD",
        arguments: ["poster01", "text0001", "neverMade"], )
    func head(id: String) async throws {
        let connection = try await ConnectionFixture(try code(), try code("text0001", .text, leadingTo: "Platform 7"))
        try connection.scan(id, "X-Request-Id: req-1")
        let get = connection.sent()
        try connection.scan(id, "X-Request-Id: req-1", method: "HEAD")
        let head = connection.sent()
        let end = try #require(get.range(of: "\r\n\r\n"))
        #expect(head == get[..<end.upperBound])
        #expect(connection.scans.scans.map(\.marks) == (id == "neverMade" ? [] : [[], .head]))
    }

    @Test("unknown, paused, ended and deleted codes are told as such and are no scans")
    func notices() async throws {
        let end = Timestamp(milliseconds: 1_795_262_400_000)
        let connection = try await ConnectionFixture(
            try code("paused01", settings: CodeSettings(status: .inactive)),
            try code("ended001", settings: CodeSettings(expiresAt: end)),
            try code("deleted1", deletedAt: end),
        )
        for (id, line) in [
            ("neverMade", "404 Not Found"), ("paused01", "404 Not Found"), ("ended001", "410 Gone"),
            ("deleted1", "410 Gone"),
        ] {
            try connection.scan(id)
            let sent = connection.sent()
            #expect(sent.hasPrefix("HTTP/1.1 \(line)\r\n") && sent.hasSuffix("</html>\n"), "\(id)")
        }
        #expect(connection.scans.scans == [])
        #expect(connection.core.counts == RedirectCounts(notices: 4, hits: 4))
    }

    @Test("a cached code ends at its moment, and leads to its fallback from then on")
    func expiryOfCachedCodes() async throws {
        let start = Timestamp(milliseconds: 1_795_262_400_000)
        let end = start.adding(.seconds(2))
        let fallback = Destination(stored: "https://example.com/over")
        let connection = try await ConnectionFixture(
            try code("without1", settings: CodeSettings(expiresAt: end)),
            try code("fallback", settings: CodeSettings(expiresAt: end, fallback: fallback)),
        )
        connection.clock.advance(by: .milliseconds(1_999))
        for id in ["without1", "fallback"] {
            try connection.scan(id)
            #expect(connection.sent().contains("Location: https://example.com/landing\r\n"))
        }
        connection.clock.advance(by: .milliseconds(1))
        try connection.scan("without1")
        #expect(connection.sent().hasPrefix("HTTP/1.1 410 Gone"))
        try connection.scan("fallback")
        #expect(connection.sent().contains("Location: https://example.com/over\r\n"))
        #expect(connection.scans.scans.count == 3)
    }

    @Test("the query is added where the owner wants it, and nowhere else")
    func forwardedQuery() async throws {
        let connection = try await ConnectionFixture(
            try code(),
            try code("forward1", leadingTo: "https://example.com/p?a=1#f", settings: CodeSettings(forwardQuery: true)),
        )
        try connection.scan("poster01?b=2")
        #expect(connection.sent().contains("Location: https://example.com/landing\r\n"))
        try connection.scan("forward1?b=2&c=\"")
        #expect(connection.sent().contains("Location: https://example.com/p?a=1&b=2&c=%22#f\r\n"))
        try connection.scan("forward1")
        #expect(connection.sent().contains("Location: https://example.com/p?a=1#f\r\n"))
    }

    @Test("a contact is served as a file, and is a scan")
    func files() async throws {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane\r\nEND:VCARD\r\n"
        let connection = try await ConnectionFixture(try code("contact1", .vcard, leadingTo: text))
        try connection.scan("contact1")
        let sent = connection.sent()
        #expect(sent.contains("\r\nContent-Type: text/vcard; charset=utf-8\r\n"))
        #expect(sent.hasSuffix("\r\n\r\n" + text))
        #expect(connection.scans.scans.count == 1)
    }

    @Test("no answer repeats anything of its request but a well-formed request id")
    func echo() async throws {
        let connection = try await ConnectionFixture(try code())
        for id in ["poster01", "neverMade"] {
            try connection.scan(
                "\(id)?m4rker", "User-Agent: m4rker", "Referer: m4rker", "Cookie: m4rker", "X-Request-Id: m4rker/", )
            #expect(!connection.sent().contains("m4rker"))
        }
    }

    @Test("without a request id of its caller's a request gets a ULID, each another")
    func requestIDs() async throws {
        let connection = try await ConnectionFixture(try code())
        var ids: Set<String> = []
        for _ in 0..<100 {
            try connection.scan()
            let lines = connection.sent().components(separatedBy: "\r\n")
            let line = try #require(lines.first { $0.hasPrefix("X-Request-Id: ") })
            ids.insert(String(line.dropFirst("X-Request-Id: ".count)))
        }
        #expect(ids.count == 100)
        // The first ten characters are the time, which the test's clock does not move.
        #expect(Set(ids.map { $0.prefix(10) }) == ["01M7YZMHG0"])
        #expect(ids.allSatisfy { $0.count == 26 && $0.allSatisfy("0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains) })
    }
}
