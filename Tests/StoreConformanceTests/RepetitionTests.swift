// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Requests that may be repeated, in a store")
struct RepetitionTests {
    private static let sum = [UInt8](repeating: 7, count: 32)

    private func attempt(
        _ name: String,
        of account: Account,
        at moment: Timestamp = morning,
        sum: [UInt8] = RepetitionTests.sum,
    ) -> RequestAttempt {
        RequestAttempt(
            name: name, of: account.id, begunAt: moment, forgottenBefore: moment + -day, fingerprint: { sum }, )
    }

    private func answer(_ bytes: Int = 3) -> KeptAnswer {
        KeptAnswer(status: 201, fields: "Location:/a", body: [UInt8](repeating: 1, count: bytes))
    }

    private func superseded(_ call: () async throws(StoreError) -> some Any) async -> Bool {
        do throws(StoreError) {
            _ = try await call()
        } catch {
            return error.code == .superseded
        }
        return false
    }

    @Test("a code is noted in the transaction that makes it, and the answer beside it", arguments: Backend.allCases)
    func noted(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let attempt = attempt("key", of: account)
            _ = try await RequestAttempt.$current.withValue(attempt) {
                try await store.add(.sample("spring", of: account))
            }
            let cut = try #require(try await store.request("key", of: account.id, since: morning))
            let made = try MadeThing.code(.sample("spring"))
            #expect(cut == RepeatedRequest(fingerprint: Self.sum, made: made, answer: nil))
            try await store.keep(answer(), of: attempt)
            let kept = try #require(try await store.request("key", of: account.id, since: morning))
            #expect(kept.made == cut.made && kept.answer == answer())
            #expect(try await store.request("key", of: store.account("other").id, since: morning) == nil)
            #expect(try await store.request("key", of: account.id, since: morning + 1) == nil)
        }
    }

    @Test("a batch is noted with all its codes, in their order", arguments: Backend.allCases)
    func batch(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = try ["batch002", "batch001"].map { try Code.sample($0, of: account) }
            let charge = RenderCharge(account: account.id, month: CalendarMonth(of: morning), renders: 2, limit: 5)
            try await RequestAttempt.$current.withValue(attempt("key", of: account)) {
                _ = try await store.insert(codes, limit: nil, charge: charge)
            }
            let cut = try #require(try await store.request("key", of: account.id, since: morning))
            #expect(cut.made?.codeIDs == codes.map(\.id))
            #expect(MadeThing.codes([codes[0].id]) == .code(codes[0].id))
        }
    }

    @Test(
        "a charge is noted, and a second attempt is not charged; one that is refused is not noted",
        arguments: Backend.allCases, )
    func charged(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let month = CalendarMonth(of: morning)
            func charge(_ renders: Int) -> RenderCharge {
                RenderCharge(account: account.id, month: month, renders: renders, limit: 5)
            }
            try await RequestAttempt.$current.withValue(attempt("key", of: account)) {
                let refused = try await store.charge(charge(6))
                #expect(refused == .refused(used: 0))
                let noted = try await store.request("key", of: account.id, since: morning)
                #expect(noted == nil)
                let charged = try await store.charge(charge(2))
                #expect(charged == .charged(used: 2))
            }
            let known = try await store.request("key", of: account.id, since: morning)
            #expect(known == RepeatedRequest(fingerprint: Self.sum, made: nil, answer: nil))
            await RequestAttempt.$current.withValue(attempt("key", of: account)) {
                let again = await superseded { () throws(StoreError) in try await store.charge(charge(1)) }
                #expect(again)
            }
            #expect(try await store.renders(of: account.id, in: month) == 2)
        }
    }

    @Test("a second attempt makes nothing, however late it comes within a day", arguments: Backend.allCases)
    func fence(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await RequestAttempt.$current.withValue(attempt("key", of: account)) {
                _ = try await store.add(.sample("spring", of: account))
            }
            let second = attempt("key", of: account, at: morning + day)
            try await RequestAttempt.$current.withValue(second) {
                let code = try Code.sample("summer", of: account)
                #expect(await superseded { () throws(StoreError) in try await store.insert(code, limit: nil) })
                let job = try NewBulkJob.sample("bulk_000000000001", of: account)
                #expect(await superseded { () throws(StoreError) in try await store.addJob(job) })
            }
            #expect(await superseded { () throws(StoreError) in try await store.keep(answer(), of: second) })
            #expect(try await store.count(of: account.id) == 1)
            #expect(try await store.unfinishedJobs(atMost: 10).isEmpty)
            let known = try await store.request("key", of: account.id, since: morning)
            #expect(try known?.made == .code(.sample("spring")))
        }
    }

    @Test("of 64 attempts at once one makes its code", arguments: Backend.allCases)
    func race(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    let code = try Code.sample("code-\(number)", of: account)
                    let attempt = attempt("key", of: account)
                    group.addTask {
                        try await RequestAttempt.$current.withValue(attempt) {
                            do throws(StoreError) {
                                _ = try await store.insert(code, limit: nil)
                                return true
                            } catch  where error.code == .superseded {
                                return false
                            }
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            #expect(try await store.count(of: account.id) == 1)
        }
    }

    @Test("one attempt may make many things; the last is named", arguments: Backend.allCases)
    func many(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let attempt = attempt("key", of: account)
            try await RequestAttempt.$current.withValue(attempt) {
                for id in ["spring", "summer"] { _ = try await store.add(.sample(id, of: account)) }
            }
            try await store.keep(answer(), of: attempt)
            let known = try await store.request("key", of: account.id, since: morning)
            #expect(try known?.made == .code(.sample("summer")))
            #expect(known?.answer == answer())
        }
    }

    @Test("after a day a key is new again, and what was kept is forgotten", arguments: Backend.allCases)
    func forgotten(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.keep(answer(), of: attempt("key", of: account))
            try await store.keep(answer(), of: attempt("other", of: account, at: morning + day))
            let later = attempt("key", of: account, at: morning + day + 1, sum: [UInt8](repeating: 9, count: 32))
            try await RequestAttempt.$current.withValue(later) {
                _ = try await store.add(.sample("spring", of: account))
            }
            let known = try #require(try await store.request("key", of: account.id, since: morning))
            #expect(known.answer == nil && known.fingerprint == later.fingerprint)
            #expect(try await store.forgetRequests(before: morning + day + 1) == 1)
            #expect(try await store.forgetRequests(before: morning + day + 1) == 0)
        }
    }

    @Test("large bodies are kept as long as the account's have room", arguments: Backend.allCases)
    func large(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let size = KeptAnswer.largeBytesPerAccount / 4
            for number in 0..<5 {
                try await store.keep(answer(size), of: attempt("large-\(number)", of: account))
            }
            let kept = try await store.request("large-3", of: account.id, since: morning)
            #expect(kept?.answer?.body?.count == size)
            let dropped = try await store.request("large-4", of: account.id, since: morning)
            #expect(dropped?.answer?.status == 201 && dropped?.answer?.body == nil)
            try await store.keep(answer(KeptAnswer.largeBytes), of: attempt("small", of: account))
            #expect(try await store.request("small", of: account.id, since: morning)?.answer?.body != nil)
        }
    }
}
