// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Management
import Store
import Testing

@Suite("The monthly quota of renders")
struct RenderQuotaTests {
    private static let plans = """
        {"free": \(plan("2", false)), "pro": \(plan("2", true)), "enterprise": \(plan("null", false))}
        """

    private static func plan(_ renders: String, _ overage: Bool) -> String {
        """
        {"codes": 5, "createsPerMinute": 1, "rendersPerMonth": \(renders), "overage": \(overage), "zipBatchItems": 0,
         "maxSizeInches": 3, "maxDpi": 300, "logos": false}
        """
    }

    private let bench: Workbench
    private let quota: RenderQuota
    private let account: Account

    init() async throws {
        let bench = try await Workbench()
        self.bench = bench
        quota = RenderQuota(store: bench.store, clock: { bench.clock.now })
        account = try await bench.account()
    }

    private func plan(_ name: String) throws -> Plan {
        try #require(try PlanCatalog(json: Data(Self.plans.utf8))[name])
    }

    @Test("without overage the quota is refused whole, and comes back with the month")
    func hard() async throws {
        let plan = try plan("free")
        #expect(try await quota.charge(1, to: account, on: plan) == 1)
        let refused = await refusal { () throws(ManagementError) in try await quota.charge(2, to: account, on: plan) }
        // The clock stands at 2026-05-21T15:00Z.
        let left = Duration.seconds((10 * 24 + 9) * 3_600)
        #expect(refused == .quotaExceeded(QuotaExcess(wanted: 2, used: 1, quota: 2, timeLeft: left)))
        #expect(try await quota.usage(of: account, on: plan).used == 1)
        let checked = await refusal { () throws(ManagementError) in try await quota.check(2, of: account, on: plan) }
        #expect(checked == refused)
        try await quota.check(1, of: account, on: plan)
        bench.clock.advance(by: left)
        #expect(try await quota.charge(2, to: account, on: plan) == 0)
    }

    @Test("with overage everything is served and counted")
    func overage() async throws {
        let plan = try plan("pro")
        #expect(try await quota.charge(5, to: account, on: plan) == 0)
        try await quota.check(100, of: account, on: plan)
        let usage = try await quota.usage(of: account, on: plan)
        #expect(usage.used == 5 && usage.remaining == 0 && usage.overage)
        #expect(usage.month.text == "2026-05" && usage.month.end.iso8601 == "2026-06-01T00:00:00.000Z")
    }

    @Test("without a quota the count is in memory, and in the store after a flush")
    func unlimited() async throws {
        let plan = try plan("enterprise")
        #expect(try await quota.charge(3, to: account, on: plan) == nil)
        #expect(try await quota.usage(of: account, on: plan).used == 3)
        let month = CalendarMonth(of: bench.clock.now)
        #expect(try await bench.store.renders(of: account.id, in: month) == 0)
        try await quota.flush()
        #expect(try await bench.store.renders(of: account.id, in: month) == 3)
        try await quota.flush()
        #expect(try await quota.usage(of: account, on: plan).used == 3)
    }

    @Test("what is read while a count is written down is neither short of it nor has it twice")
    func flushing() async throws {
        let plan = try plan("enterprise")
        for round in 1...50 {
            try await quota.charge(1, to: account, on: plan)
            async let flush: Void = quota.flush()
            let used = try await quota.usage(of: account, on: plan).used
            #expect(used == round)
            try await flush
        }
    }
}
