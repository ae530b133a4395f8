// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import SQLiteStore
import Testing

@testable import HTTPAPI

@Suite("/healthz and /readyz")
struct ReadinessTests {
    @Test("what is not ready makes it a 503 that says what; health does not care")
    func notReady() async throws {
        let api = try await APIFixture()
        let probes = [ReadinessProbe("store") { .ready }, ReadinessProbe("journal") { .notReady(reason: "no room") }]
        try await api.test(probes: probes) { caller in
            let caller = caller.with(key: nil)
            let answer = try await caller.send(.get, "/readyz")
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] == "1")
            #expect(
                answer.text
                    == #"{"status":"not ready","checks":{"store":{"status":"ok"},"journal":{"status":"failed","reason":"no room"}}}"#
            )
            #expect(try await caller.send(.get, "/healthz").status == 200)
        }
    }

    @Test("a probe that hangs is not waited for, and not asked a second time")
    func hanging() async throws {
        let asked = Counter()
        let (gate, release) = AsyncStream<Void>.makeStream()
        let probe = ReadinessProbe("store") {
            _ = asked.next()
            for await _ in gate {}
            return .ready
        }
        let limits = APILimits(probeDeadline: .milliseconds(10), readinessLifetime: .zero)
        let readiness = Readiness(probes: [probe], limits: limits)
        let first = await readiness.report()
        #expect(first == [Readiness.Check(name: "store", outcome: .notReady(reason: "no answer within 0.01 seconds"))])
        let second = await readiness.report()
        #expect(second == [Readiness.Check(name: "store", outcome: .notReady(reason: "the last check still hangs"))])
        #expect(asked.next() == 2)
        release.finish()
    }

    @Test("a report is shown again for as long as it lives, however many ask")
    func remembered() async throws {
        let asked = Counter()
        let probe = ReadinessProbe("store") {
            _ = asked.next()
            return .ready
        }
        let readiness = Readiness(probes: [probe], limits: APILimits(readinessLifetime: .seconds(3_600)))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { _ = await readiness.report() } }
        }
        #expect(asked.next() == 2)
    }

    @Test("a store's failure is told in words that name nothing of the machine")
    func storeProbe() async throws {
        let api = try await APIFixture()
        try await api.store.close()
        try await api.test { caller in
            let answer = try await caller.with(key: nil).send(.get, "/readyz")
            #expect(answer.status == 503)
            #expect(answer["checks.store.reason"]?.text == "the store is closed; the server is stopping")
        }
    }
}
