// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Usage in a store")
struct UsageTests {
    private static let month = CalendarMonth(of: morning)

    @Test("of 64 charges at once only as many pass as the limit has room for", arguments: Backend.allCases)
    func race(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let first = RenderCharge(account: account.id, month: Self.month, renders: 436, limit: 500)
            #expect(try await store.charge(first) == .charged(used: 436))
            let one = RenderCharge(account: account.id, month: Self.month, renders: 3, limit: 500)
            let passed = try await withThrowingTaskGroup(of: ChargeOutcome.self) { group in
                for _ in 0..<64 { group.addTask { try await store.charge(one) } }
                return try await group.reduce(0) { count, outcome in
                    if case .charged = outcome { count + 1 } else { count }
                }
            }
            #expect(passed == 21)
            #expect(try await store.renders(of: account.id, in: Self.month) == 499)
            #expect(try await store.charge(one) == .refused(used: 499))
        }
    }

    @Test("a charge passes whole or not at all, the first of a month too", arguments: Backend.allCases)
    func whole(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let large = RenderCharge(account: account.id, month: Self.month, renders: 51, limit: 50)
            let refused = try await store.charge(large)
            #expect(refused == .refused(used: 0))
            #expect(try await store.renders(of: account.id, in: Self.month) == 0)
            let free = RenderCharge(account: account.id, month: Self.month, renders: 51, limit: nil)
            #expect(try await store.charge(free) == .charged(used: 51))
        }
    }

    @Test("a code is charged with it, or not made", arguments: Backend.allCases)
    func together(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let charge = RenderCharge(account: account.id, month: Self.month, renders: 3, limit: 5)
            let first = try Code.sample("spring", of: account)
            guard case .inserted = try await store.insert(first, limit: nil, charge: charge) else {
                Issue.record("the code was not made")
                return
            }
            let second = try Code.sample("summer", of: account)
            #expect(try await store.insert(second, limit: nil, charge: charge) == .quotaReached(used: 3))
            #expect(try await store.insert(first, limit: nil, charge: charge) == .idTaken)
            #expect(try await store.insert(second, limit: 1, charge: charge) == .limitReached)
            #expect(try await store.count(of: account.id) == 1)
            #expect(try await store.renders(of: account.id, in: Self.month) == 3)
        }
    }

    @Test("accounts and months are counted apart", arguments: Backend.allCases)
    func apart(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let next = CalendarMonth(of: Self.month.end)
            for (account, month) in [(account.id, Self.month), (account.id, next), (other.id, next)] {
                let charge = RenderCharge(account: account, month: month, renders: 1, limit: 1)
                #expect(try await store.charge(charge) == .charged(used: 1))
            }
            #expect(try await store.renders(of: other.id, in: Self.month) == 0)
        }
    }
}
