// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Store
import Synchronization
import Testing

@testable import Redirect

@Suite("scans whose answer depends on the scan")
struct ConditionalScanTests {
    /// A count in memory.
    private final class Limits: ScanLimitStore {
        private let used = Mutex<[Int64: Int]>([:])
        let isFailing = Atomic<Bool>(false)

        var total: Int { used.withLock { $0.values.reduce(0, +) } }

        func takeScan(of code: Int64, limit: Int) async throws(StoreError) -> Bool {
            guard !isFailing.load(ordering: .relaxed) else {
                throw StoreError(.unavailable, operation: "limits.take", detail: "the test says so", hint: "wait")
            }
            return used.withLock { used in
                guard used[code, default: 0] < limit else { return false }
                used[code, default: 0] += 1
                return true
            }
        }

        func hasScanLeft(of code: Int64, limit: Int) async throws(StoreError) -> Bool {
            used.withLock { $0[code, default: 0] < limit }
        }
    }

    private static let end = Timestamp(milliseconds: 1_795_262_400_000)
    private let limits = Limits()
    private let scans = NotedScans()
    private let table = TableFixture()

    private func responder(_ codes: Code...) -> RedirectResponder {
        for code in codes { table.store.put(code) }
        let gate = PasswordGate(secret: ServerSecret("a secret of an operator"), isSecure: true)
        return RedirectResponder(
            core: RedirectCore(
                table: table.table,
                proxies: TrustedProxies(),
                clock: table.clock.clock,
                logger: LogLines().logger,
                services: RedirectServices(
                    passwords: gate,
                    limits: limits,
                    country: { _ in CountryCode(text: Array("FR".utf8).span) },
                    visitor: { _, userAgent, _ in UInt64(userAgent.utf8.count) },
                ),
                makeRecorder: { [scans] in try scans.makeRecorder() },
            ))
    }

    private func scan(_ change: (inout RoutedScan) -> Void = { _ in }) throws -> RoutedScan {
        var scan = RoutedScan(id: "poster01", peer: try #require(IPAddress("203.0.113.7")), userAgent: "Safari")
        change(&scan)
        return scan
    }

    private func location(_ reply: RedirectReply) -> String? { reply.fields.first { $0.name == "Location" }?.value }

    private func rule(_ conditions: RuleConditions, _ path: String) -> Rule {
        let destination = Destination(stored: "https://example.com/\(path)")
        return Rule(conditions: conditions, targets: [Variant(destination: destination, weight: 1)])
    }

    @Test("a rule leads, and the journal hears which; the place is the journal's")
    func rules() async throws {
        let routing = Routing(rules: [rule(RuleConditions(countries: ["FR"]), "fr")], sources: ["north"])
        let responder = responder(
            try code(settings: CodeSettings(redirectStatus: .temporaryRedirect, routing: routing)))
        let reply = await responder.answer(try scan { $0.query = "source=north" })
        #expect(reply.status == 307)
        #expect(location(reply) == "https://example.com/fr")
        #expect(scans.scans.map(\.lead) == [ScanLead(rule: 1, source: "north")])
    }

    @Test("a limited code answers as many people as it may, then its end; who looks takes nothing")
    func limit() async throws {
        let responder = responder(try code(settings: CodeSettings(scanLimit: 2)))
        let head = try scan { $0.marks = .head }
        let bot = try scan { $0.userAgent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }
        #expect(await responder.answer(head).status == 302)
        #expect(await responder.answer(bot).status == 302)
        #expect(await responder.answer(try scan { $0.marks = .ahead }).status == 302)
        #expect(limits.total == 0)
        #expect(await responder.answer(try scan()).status == 302)
        #expect(await responder.answer(try scan()).status == 302)
        #expect(await responder.answer(try scan()).status == 410)
        #expect(await responder.answer(head).status == 410)
        #expect(scans.scans.count == 5)
    }

    @Test("who looks at a code is told of its end when nobody else was, as after a start")
    func lookingAfterTheEnd() async throws {
        let limited = try code(settings: CodeSettings(scanLimit: 1))
        #expect(try await limits.takeScan(of: limited.number, limit: 1))
        let responder = responder(limited)
        #expect(await responder.answer(try scan { $0.marks = .head }).status == 410)
    }

    @Test("many at once get no more than the limit")
    func concurrency() async throws {
        let responder = responder(try code(settings: CodeSettings(scanLimit: 25)))
        let scan = try scan()
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { await responder.answer(scan).status } }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses == [302: 25, 410: 75])
    }

    @Test("an exhausted code leads to its fallback, and counts that")
    func fallback() async throws {
        let over = Destination(stored: "https://example.com/over")
        let responder = responder(try code(settings: CodeSettings(fallback: over, scanLimit: 1)))
        _ = await responder.answer(try scan())
        #expect(location(await responder.answer(try scan())) == "https://example.com/over")
        #expect(scans.scans.count == 2)
    }

    @Test("a limit that cannot be counted answers 503 and counts nothing")
    func storeIsAway() async throws {
        let responder = responder(try code(settings: CodeSettings(scanLimit: 1)))
        limits.isFailing.store(true, ordering: .relaxed)
        #expect(await responder.answer(try scan()).status == 503)
        #expect(scans.scans.isEmpty)
        limits.isFailing.store(false, ordering: .relaxed)
        #expect(await responder.answer(try scan()).status == 302)
    }

    private func guarded() throws -> Code {
        try code(settings: CodeSettings(secure: [.password], password: .hashed(PasswordHash(hashing: "open sesame"))))
    }

    @Test("the password is asked for, counted nowhere, and leads on once with a cookie")
    func password() async throws {
        let responder = responder(try guarded())
        let asked = await responder.answer(try scan())
        #expect(asked.status == 200)
        #expect(String(decoding: asked.body, as: UTF8.self).contains("type=\"password\""))
        let wrong = await responder.answer(try scan { $0.submission = .init(password: "guess<b>", isOwn: true) })
        #expect(wrong.status == 403)
        #expect(!String(decoding: wrong.body, as: UTF8.self).contains("guess"))
        #expect(scans.scans.isEmpty)
        let right = await responder.answer(try scan { $0.submission = .init(password: "open sesame", isOwn: true) })
        #expect(right.status == 303)
        #expect(location(right) == "https://example.com/landing")
        #expect(scans.scans.count == 1)
        let cookie = try #require(right.fields.first { $0.name == "Set-Cookie" }?.value)
        #expect(cookie.hasPrefix("waymark_poster01=") && cookie.contains("; HttpOnly; SameSite=Lax; Secure"))
        let value = String(cookie.prefix { $0 != ";" })
        #expect(await responder.answer(try scan { $0.cookies = "a=b; \(value)" }).status == 302)
        #expect(await responder.answer(try scan { $0.cookies = value + "0" }).status == 200)
        table.clock.advance(by: .seconds(601))
        #expect(await responder.answer(try scan { $0.cookies = value }).status == 200)
    }

    @Test("a form on another site answers nothing, and uses up no attempt")
    func foreignForm() async throws {
        let responder = responder(try guarded())
        for _ in 0..<9 {
            let reply = await responder.answer(
                try scan { $0.submission = .init(password: "open sesame", isOwn: false) })
            #expect(reply.status == 200)
        }
        let own = try scan { $0.submission = .init(password: "open sesame", isOwn: true) }
        #expect(await responder.answer(own).status == 303)
    }

    @Test("the sixth guess is a 429 that says how long to wait, even with the right password")
    func limiter() async throws {
        // No hash at all: guesses are counted before anything is checked, and cost nothing here.
        let responder = responder(
            try code(settings: CodeSettings(secure: [.password], password: .hashed(PasswordHash(stored: "none")))))
        let guess = try scan { $0.submission = .init(password: "guess", isOwn: true) }
        for _ in 0..<5 { #expect(await responder.answer(guess).status == 403) }
        let reply = await responder.answer(guess)
        #expect(reply.status == 429)
        #expect(reply.fields.contains(RedirectReply.Field("Retry-After", "300")))
    }

    @Test("the connection in front hands a limited scan on, loaded or not, and answers plain ones itself")
    func handingOn() async throws {
        let settings = CodeSettings(routing: Routing(sources: ["north"]), scanLimit: 5)
        let connection = try await ConnectionFixture(try code(), try code("led00001", settings: settings))
        try connection.scan()
        #expect(answers(in: connection.sent()).count == 1)
        try connection.send(request() + request("led00001?source=north"))
        #expect(answers(in: connection.sent()).count == 1)
        #expect(String(decoding: connection.handedOn(), as: UTF8.self) == request("led00001?source=north"))
        #expect(connection.scans.scans.count == 2)
    }

    @Test("an ended code is the plain end again, and a paused one the plain pause")
    func endings() async throws {
        let routing = Routing(sources: ["north"])
        let responder = responder(
            try code("ended001", settings: CodeSettings(expiresAt: Self.end, routing: routing, scanLimit: 5)),
            try code("paused01", settings: CodeSettings(status: .inactive, routing: routing, scanLimit: 5)), )
        #expect(await responder.answer(try scan { $0.id = "ended001" }).status == 410)
        #expect(await responder.answer(try scan { $0.id = "paused01" }).status == 404)
        #expect(limits.total == 0)
    }
}
