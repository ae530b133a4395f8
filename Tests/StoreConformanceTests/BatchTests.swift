// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Batches in a store")
struct BatchTests {
    private static let month = CalendarMonth(of: morning)

    private func charge(_ renders: Int, _ account: Account, limit: Int? = 500) -> RenderCharge {
        RenderCharge(account: account.id, month: Self.month, renders: renders, limit: limit)
    }

    @Test("codes and renders are stored together", arguments: Backend.allCases)
    func together(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = try ["batch001", "batch002"].map { try Code.sample($0, of: account) }
            let outcome = try await store.insert(codes, limit: 5, charge: charge(7, account))
            guard case .inserted(let stored, used: 7) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(stored.map(\.id) == codes.map(\.id))
            #expect(stored.allSatisfy { $0.number > 0 })
            #expect(try await store.count(of: account.id) == 2)
        }
    }

    @Test("what is refused leaves neither codes nor renders", arguments: Backend.allCases)
    func refused(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("taken001", of: account))
            let fresh = try Code.sample("batch001", of: account)
            let second = try Code.sample("taken001", of: account)
            let taken = try await store.insert([fresh, second], limit: nil, charge: charge(2, account))
            #expect(taken == .idsTaken([second.id]))
            let full = try await store.insert([fresh], limit: 1, charge: charge(1, account))
            #expect(full == .limitReached(room: 0))
            let spent = try await store.insert([fresh], limit: nil, charge: charge(501, account))
            #expect(spent == .quotaReached(used: 0))
            #expect(try await store.renders(of: account.id, in: Self.month) == 0)
            #expect(try await store.count(of: account.id) == 1)
            #expect(try await store.resolve(fresh.id) == nil)
        }
    }

    @Test("of 64 batches at once only as many pass as there is room for", arguments: Backend.allCases)
    func race(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let passed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let codes = [try Code.sample("race\(1_000 + number)", of: account)]
                        let outcome = try await store.insert(
                            codes, limit: 40, charge: charge(10, account, limit: 215), )
                        if case .inserted = outcome { return true }
                        return false
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(passed == 21)
            #expect(try await store.renders(of: account.id, in: Self.month) == 210)
            #expect(try await store.count(of: account.id) == 21)
        }
    }

    @Test("changes of destinations are counted, and other edits are not", arguments: Backend.allCases)
    func destinationChanges(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("moves001", of: account))
            #expect(try await store.destinationChanges(of: [code.number]) == [:])
            for number in 1...2 {
                _ = try await store.update(code.id, of: account.id) { code in
                    var moved = code
                    moved.payload = Payload(stored: .url, text: "https://a.example/\(number)")
                    moved.settings.name = "Name \(number)"
                    return moved
                }
            }
            _ = try await store.update(code.id, of: account.id) { code in
                var named = code
                named.settings.name = "Other"
                return named
            }
            #expect(try await store.destinationChanges(of: [code.number, 0]) == [code.number: 2])
        }
    }
}
