// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("The health of a store and its end")
struct HealthTests {
    @Test("a healthy store passes its check, again and again and at once", arguments: Backend.allCases)
    func check(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.check()
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 { group.addTask { try await store.check() } }
                try await group.waitForAll()
            }
        }
    }

    @Test("closing finishes the writes that began; calls after it are refused", arguments: Backend.allCases)
    func close(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try Code.sample("one", of: account)
            async let outcomes = withTaskGroup { group in
                for index in 0..<64 {
                    group.addTask { () -> Result<InsertOutcome, StoreError> in
                        do throws(StoreError) {
                            guard let id = CodeID("code-\(index)") else { return .success(.idTaken) }
                            let one = Code(
                                id: id,
                                account: account.id,
                                payload: code.payload,
                                settings: code.settings,
                                createdAt: morning,
                            )
                            return .success(try await store.insert(one, limit: nil))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            try await store.close()
            // Each was either stored or told that the store is closed; none hangs, none is lost in silence.
            for outcome in await outcomes {
                switch outcome {
                case .success(.inserted): break
                case .failure(let error): #expect(error.code == .closed)
                case .success(let other): Issue.record("\(other)")
                }
            }
            let closed = StoreError(.closed, operation: "", detail: "", hint: "")
            await #expect(throws: closed) { try await store.insert(code, limit: nil) }
            await #expect(throws: closed) { try await store.resolve(code.id) }
            await #expect(throws: closed) { try await store.check() }
            try await store.close()
        }
    }
}
