// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Styling
import Testing

@testable import HTTPAPI
@testable import Redirect
@testable import Scans

@Suite("Fuzz: header fields and queries")
struct HeaderFuzzTests {
    @Test("languages lie within their header, and one that is kept has two or three letters")
    func languages() throws {
        try Fuzzer(name: "languages", seeds: Corpus.lines("languages"), longest: 1_024).run { input in
            var walk = AcceptedLanguages()
            var count = 0
            while let entry = walk.next(input.span) {
                count += 1
                #expect(entry.tag.upperBound <= input.count && 0...1_000 ~= entry.quality)
            }
            #expect(count <= 32)
            let subtag = PreferredLanguage.primarySubtag(of: String(decoding: input, as: UTF8.self))
            #expect(subtag.map { 2...3 ~= $0.count && $0.utf8.allSatisfy { 0x61...0x7A ~= $0 } } ?? true)
            return subtag != nil
        }
    }

    @Test("a forged cookie lets nobody pass")
    func cookies() throws {
        let gate = PasswordGate(secret: ServerSecret("a secret of an operator"), isSecure: true)
        let id = try #require(CodeID("poster01"))
        let payload = Payload(stored: .url, text: "https://example.com/")
        let moment = Timestamp(milliseconds: 1_700_000_000_000)
        let code = Code(id: id, account: AccountID(1), payload: payload, settings: CodeSettings(), createdAt: moment)
        let now = Moment(wall: moment, uptime: 0)
        let good = gate.cookie(for: code, at: now).split(separator: ";").first.map { Array($0.utf8) } ?? []
        let signed = String(decoding: good, as: UTF8.self)
        #expect(gate.lets(signed, pass: code, at: now))
        try Fuzzer(name: "cookies", seeds: Corpus.lines("cookies") + [good], longest: 1_024).run { input in
            let cookies = String(decoding: input, as: UTF8.self)
            let passes = gate.lets(cookies, pass: code, at: now)
            #expect(!passes || cookies.contains(signed))
            return passes
        }
    }

    @Test("an entity tag that is read has its quotes")
    func tags() throws {
        try Fuzzer(name: "entity-tags", seeds: Corpus.lines("tags"), longest: 512).run { input in
            let tags = EntityTags(String(decoding: input, as: UTF8.self))
            #expect(tags.opaque.allSatisfy { $0.count >= 2 && $0.first == "\"" && $0.last == "\"" })
            return tags.isAny || !tags.opaque.isEmpty
        }
    }

    @Test("an Accept header prefers pictures or does not")
    func accepted() throws {
        try Fuzzer(name: "accept", seeds: Corpus.lines("accept"), longest: 1_024).run { input in
            let accepted = AcceptedImage(String(decoding: input, as: UTF8.self))
            #expect(accepted.formats.count <= 50)
            return accepted.isPreferred
        }
    }

    @Test("the client behind proxies is an address, and the peer where a stranger says so")
    func forwarded() throws {
        let (peer, trusted) = (try #require(IPAddress("10.0.0.1")), try #require(IPNetwork("10.0.0.0/8")))
        try Fuzzer(name: "forwarded-for", seeds: Corpus.lines("forwarded"), longest: 512).run { input in
            let client = TrustedProxies([trusted]).clientAddress(peer: peer, forwardedFor: input.span)
            #expect(IPAddress(client.description) == client)
            #expect(TrustedProxies().clientAddress(peer: peer, forwardedFor: input.span) == peer)
            return client != peer
        }
    }

    @Test("the host of a referrer has characters of hosts only")
    func referrers() throws {
        try Fuzzer(name: "referrer", seeds: Corpus.lines("referrers"), longest: 512).run { input in
            let host = ReferrerHost.host(of: String(decoding: input, as: UTF8.self))
            #expect(host.map { 1...253 ~= $0.utf8.count && $0.utf8.allSatisfy { 0x2D...0x7A ~= $0 } } ?? true)
            return host != nil
        }
    }

    @Test("a user agent has families of bounded length, and is read the same a second time")
    func userAgents() throws {
        let (clients, again) = (ClientReader(), ClientReader())
        try Fuzzer(name: "user-agent", seeds: Corpus.lines("user-agents"), inputs: 1_000, longest: 1_024).run { input in
            let answer = clients.answer(to: String(decoding: input, as: UTF8.self))
            #expect([answer.client.os, answer.client.browser].allSatisfy { 1...64 ~= $0.utf8.count })
            #expect(again.answer(to: answer.userAgent) == answer)
            return answer.client.browser != "Other"
        }
    }

    @Test("a query is fields or a problem, and adds to a destination without leaving its place")
    func queries() throws {
        try Fuzzer(name: "query", seeds: Corpus.lines("queries"), longest: 1_024).run { input in
            let link = ForwardedQuery.add(input.span, to: "https://example.com/a?b=c#d".utf8)
            #expect(link.starts(with: "https://example.com/a?b=c".utf8) && link.suffix(2) == Array("#d".utf8)[...])
            #expect(link.allSatisfy { 0x21...0x7E ~= $0 } && link.count { $0 == UInt8(ascii: "#") } == 1)
            let query = String(decoding: input, as: UTF8.self)
            let head = HTTPRequest(method: .get, scheme: "http", authority: "a.example", path: "/?\(query)")
            let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
            return (try? QueryFields.members(of: request, kinds: ["size": .whole, "gradient": .json])) != nil
        }
    }

    @Test("a cursor that is taken is the one that was given")
    func cursors() throws {
        let account = AccountID(7)
        let orders = CodeOrder.Key.allCases.map { CodeOrder($0) }
        let seeds = orders.map { order in
            let value: CodePosition.Value? =
                order.key == .createdAt ? nil : order.key == .name ? .text("Spring é") : .whole(1_700)
            return Array(ListCursor.text(CodePosition(number: 42, value: value), in: order, of: account).utf8)
        }
        try Fuzzer(name: "cursor", seeds: seeds + Corpus.lines("cursors"), longest: 128).run { input in
            let text = String(decoding: input, as: UTF8.self)
            let found = orders.compactMap { order in
                ListCursor.position(text, in: order, of: account).map { ($0, order) }
            }
            for (position, order) in found { #expect(ListCursor.text(position, in: order, of: account) == text) }
            return !found.isEmpty
        }
    }
}
