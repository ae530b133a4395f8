// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Management
import Synchronization
import Testing

@Suite("Limits by the minute")
struct RateLimiterTests {
    private let clock = NanosecondClock()

    private func caller(key: Int64 = 1, creates: Int = 10, units: Int? = nil) throws -> Principal {
        let units = units.map { ", \"renderUnitsPerMinute\": \($0)" } ?? ""
        let file = """
            {"plan": {"codes": null, "createsPerMinute": \(creates), "rendersPerMonth": null, "overage": false,
            "zipBatchItems": 0, "maxSizeInches": 15, "maxDpi": 600, "logos": true\(units)}}
            """
        let plan = try #require(try PlanCatalog(json: Data(file.utf8))["plan"])
        let now = Timestamp(milliseconds: 0)
        let account = Account(id: AccountID(1), name: "a", clientID: "c", plan: "plan", createdAt: now)
        let made = APIKey(
            number: key, account: account.id, name: "k", prefix: "wm_", digest: [], scopes: [], createdAt: now,
            lastUsedAt: nil, expiresAt: nil, )
        return Principal(account: account, plan: plan, key: made)
    }

    private func limiter() -> RateLimiter { RateLimiter(uptime: { [clock] in clock.now }) }

    private func refusal(_ call: () throws(CodeError) -> RateReading) -> RateReading? {
        do throws(CodeError) {
            _ = try call()
        } catch {
            if case .rateLimited(let reading) = error { return reading }
        }
        return nil
    }

    @Test("of 64 callers at once exactly as many pass as the bucket holds", arguments: [1, 7, 10, 100])
    func race(_ size: Int) async throws {
        let (limiter, caller) = (limiter(), try caller(creates: size))
        let passed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask { (0..<8).count { _ in (try? limiter.countCall(by: caller)) != nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(passed == size)
    }

    @Test(
        "the wait that a refusal tells is enough, and nothing less is", arguments: [1, 7, 59, 60, 10_000, 1_000_000], )
    func waits(_ size: Int) throws {
        let (limiter, caller) = (limiter(), try caller(creates: size))
        for _ in 0..<size { _ = try limiter.countCall(by: caller) }
        let refused = try #require(refusal { () throws(CodeError) in try limiter.countCall(by: caller) })
        #expect(refused.remaining == 0 && refused.limit == size)
        let wait = Int64(refused.reset / .nanoseconds(1))
        clock.advance(by: wait - 1)
        #expect(refusal { () throws(CodeError) in try limiter.countCall(by: caller) } != nil)
        clock.advance(by: 1)
        #expect(try limiter.countCall(by: caller).remaining == 0)
    }

    @Test("over ten minutes no more pass than one bucket and what flows in", arguments: [7, 13, 600])
    func bound(_ size: Int) throws {
        let (limiter, caller) = (limiter(), try caller(creates: size))
        var passed = 0
        for _ in 0..<60_000 {
            if (try? limiter.countCall(by: caller)) != nil { passed += 1 }
            clock.advance(by: 10_000_000)
        }
        #expect((size * 11 - 1...size * 11).contains(passed))
    }

    @Test("a reading tells what is left, and when all of it is there again")
    func readings() throws {
        let (limiter, caller) = (limiter(), try caller(creates: 60))
        #expect(limiter.standing(of: caller) == RateReading(policy: .calls, limit: 60, remaining: 60, reset: .zero))
        let first = try limiter.countCall(by: caller)
        #expect(first.remaining == 59 && first.resetSeconds == 1)
        for _ in 0..<29 { _ = try limiter.countCall(by: caller) }
        #expect(limiter.standing(of: caller).remaining == 30 && limiter.standing(of: caller).resetSeconds == 30)
        clock.advance(by: 500_000_000)
        #expect(limiter.standing(of: caller).remaining == 30 && limiter.standing(of: caller).resetSeconds == 30)
        clock.advance(by: 60_000_000_000)
        #expect(limiter.standing(of: caller).remaining == 60)
    }

    @Test("keys have buckets of their own, and looking takes nothing")
    func keys() throws {
        let limiter = limiter()
        let (first, second) = (try caller(key: 1, creates: 1), try caller(key: 2, creates: 1))
        _ = try limiter.countCall(by: first)
        for _ in 0..<3 { #expect(limiter.standing(of: second).remaining == 1) }
        #expect(refusal { () throws(CodeError) in try limiter.countCall(by: first) } != nil)
        #expect(try limiter.countCall(by: second).remaining == 0)
    }

    @Test("pictures take what they cost, whole or not at all; one that costs more than all waits for all")
    func costs() throws {
        let (limiter, caller) = (limiter(), try caller(creates: 1, units: 10))
        #expect(try limiter.countRender(6, by: caller).remaining == 4)
        #expect(refusal { () throws(CodeError) in try limiter.countRender(6, by: caller) }?.resetSeconds == 12)
        #expect(try limiter.countRender(4, by: caller).remaining == 0)
        #expect(refusal { () throws(CodeError) in try limiter.countRender(14, by: caller) }?.resetSeconds == 60)
        clock.advance(by: 60_000_000_000)
        #expect(try limiter.countRender(14, by: caller).remaining == 0)
        #expect(caller.plan.renderUnitsPerMinute == 10)
        #expect(try self.caller(creates: 3).plan.renderUnitsPerMinute == 180)
    }

    @Test("a smaller plan does not leave its key waiting for what the larger one took")
    func downgrade() throws {
        let limiter = limiter()
        let large = try caller(creates: 100)
        for _ in 0..<100 { _ = try limiter.countCall(by: large) }
        let small = try caller(creates: 10)
        #expect(refusal { () throws(CodeError) in try limiter.countCall(by: small) }?.resetSeconds == 6)
    }

    @Test("five uploads a minute pass from a network")
    func uploads() throws {
        let limiter = limiter()
        for _ in 0..<5 { _ = try limiter.countUpload(from: 7) }
        #expect(refusal { () throws(CodeError) in try limiter.countUpload(from: 7) }?.resetSeconds == 12)
        #expect(try limiter.countUpload(from: 8).remaining == 4)
    }
}

/// A steady clock that is set by hand.
private final class NanosecondClock: Sendable {
    private let moment = Atomic<Int64>(1_000)

    var now: Int64 { moment.load(ordering: .relaxed) }

    func advance(by nanoseconds: Int64) { moment.wrappingAdd(nanoseconds, ordering: .relaxed) }
}
