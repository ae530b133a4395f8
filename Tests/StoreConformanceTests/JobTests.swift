// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Bulk jobs in a store")
struct JobTests {
    @Test("a job comes back as it was submitted, to its own account only", arguments: Backend.allCases)
    func roundTrip(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try await store.addJob(.sample("bulk_000000000001", of: account, rows: 3))
            let stored = try #require(job)
            #expect(stored.state == .processing)
            #expect(stored.rows == 3)
            #expect(stored.progress == BulkProgress())
            #expect(try await store.job(stored.id, of: account.id) == stored)
            #expect(try await store.job(stored.id, of: store.account("other").id) == nil)
            #expect(try await store.unfinishedJobs(atMost: 10) == [stored])
            #expect(try await store.jobBytes() == 100)
        }
    }

    @Test("an id is given to one job", arguments: Backend.allCases)
    func idTaken(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            _ = try await store.addJob(.sample("bulk_000000000001", of: account))
            #expect(try await store.addJob(.sample("bulk_000000000001", of: account)) == nil)
        }
    }

    @Test("a chunk stores its codes and the progress together", arguments: Backend.allCases)
    func chunk(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try #require(try await store.addJob(.sample("bulk_000000000001", of: account, rows: 2)))
            let codes = [try Code.sample("aaaaaaa1", of: account), try Code.sample("aaaaaaa2", of: account)]
            let chunk = BulkChunk.sample(job, codes: codes, processed: 2, completedAt: morning + minute)
            #expect(try await store.commit(chunk) == .committed)
            let done = try #require(try await store.job(job.id, of: account.id))
            #expect(done.state == .completed)
            #expect(done.updatedAt == morning + minute)
            #expect(done.progress == chunk.after)
            #expect(try await store.count(of: account.id) == 2)
            #expect(try await store.unfinishedJobs(atMost: 10).isEmpty)
            #expect(try await store.jobsWithFiles() == [job.id: .completed])
        }
    }

    @Test("a chunk that stands on other progress writes nothing", arguments: Backend.allCases)
    func superseded(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try #require(try await store.addJob(.sample("bulk_000000000001", of: account, rows: 2)))
            let first = BulkChunk.sample(job, codes: [try .sample("aaaaaaa1", of: account)], processed: 1)
            #expect(try await store.commit(first) == .committed)
            let again = BulkChunk.sample(job, codes: [try .sample("aaaaaaa2", of: account)], processed: 1)
            #expect(try await store.commit(again) == .superseded)
            #expect(try await store.count(of: account.id) == 1)
        }
    }

    @Test("a chunk with a taken id or past the limit writes nothing and says why", arguments: Backend.allCases)
    func refused(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try #require(try await store.addJob(.sample("bulk_000000000001", of: account, rows: 2)))
            let known = try await store.add(.sample("spring", of: account))
            let codes = [try Code.sample("aaaaaaa1", of: account), try Code.sample("spring", of: account)]
            let chunk = BulkChunk.sample(job, codes: codes, processed: 2)
            #expect(try await store.commit(chunk) == .idsTaken([known.id]))
            let others = [try Code.sample("aaaaaaa1", of: account), try Code.sample("aaaaaaa2", of: account)]
            let limited = BulkChunk.sample(job, codes: others, processed: 2, limit: 2)
            #expect(try await store.commit(limited) == .limitReached(room: 1))
            #expect(try await store.count(of: account.id) == 1)
            #expect(try await store.job(job.id, of: account.id)?.progress.processed == 0)
        }
    }

    @Test("taken ids of a chunk are told before its room: their rows take none", arguments: Backend.allCases)
    func takenBeforeRoom(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try #require(try await store.addJob(.sample("bulk_000000000001", of: account, rows: 4)))
            let other = try await store.account("other")
            let taken = try await store.add(.sample("spring", of: other)).id
            let free = [try Code.sample("aaaaaaa1", of: account), try Code.sample("aaaaaaa2", of: account)]
            let all = [try Code.sample("spring", of: account)] + free
            let chunk = BulkChunk.sample(job, codes: all, processed: 3, limit: 2)
            #expect(try await store.commit(chunk) == .idsTaken([taken]))
            #expect(try await store.count(of: account.id) == 0)
            let rest = BulkChunk.sample(job, codes: free, processed: 3, limit: 2)
            #expect(try await store.commit(rest) == .committed)
            #expect(try await store.count(of: account.id) == 2)
        }
    }

    @Test(
        "a chunk is charged with its codes, or says how many renders the month has left", arguments: Backend.allCases, )
    func charged(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let job = try #require(try await store.addJob(.sample("bulk_000000000001", of: account, rows: 2)))
            let month = CalendarMonth(of: morning)
            func chunk(_ id: String, _ renders: Int, from before: BulkProgress) throws -> BulkChunk {
                var after = before
                after.processed += 1
                return BulkChunk(
                    job: job.number,
                    before: before,
                    after: after,
                    codes: [try .sample(id, of: account)],
                    limit: nil,
                    charge: RenderCharge(account: account.id, month: month, renders: renders, limit: 10),
                    completedAt: nil,
                )
            }
            let first = try chunk("aaaaaaa1", 7, from: job.progress)
            #expect(try await store.commit(first) == .committed)
            #expect(try await store.commit(chunk("aaaaaaa2", 4, from: first.after)) == .quotaReached(room: 3))
            #expect(try await store.count(of: account.id) == 1)
            #expect(try await store.renders(of: account.id, in: month) == 7)
            #expect(try await store.job(job.id, of: account.id)?.progress == first.after)
            #expect(try await store.commit(chunk("aaaaaaa2", 3, from: first.after)) == .committed)
            #expect(try await store.renders(of: account.id, in: month) == 10)
        }
    }

    @Test("a result is fetched once, or expires", arguments: Backend.allCases)
    func ends(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let fetched = try await completed("bulk_000000000001", in: store, of: account)
            let left = try await completed("bulk_000000000002", in: store, of: account)
            #expect(try await store.finishDownload(of: fetched.number, at: morning + hour))
            #expect(try await !store.finishDownload(of: fetched.number, at: morning + day))
            #expect(try await store.job(fetched.id, of: account.id)?.state == .downloaded)
            #expect(try await store.expireJobs(completedBefore: morning, at: morning + day).isEmpty)
            #expect(try await store.expireJobs(completedBefore: morning + day, at: morning + day) == [left.id])
            #expect(try await store.job(left.id, of: account.id)?.state == .expired)
            #expect(try await store.jobsWithFiles().isEmpty)
            try await store.pruneJobs(goneBefore: morning + hour + 1)
            #expect(try await store.job(fetched.id, of: account.id) == nil)
            #expect(try await store.job(left.id, of: account.id) != nil)
        }
    }

    private func completed(_ id: String, in store: any JobStore, of account: Account) async throws -> BulkJob {
        let job = try #require(try await store.addJob(.sample(id, of: account)))
        let chunk = BulkChunk.sample(job, codes: [], processed: 1, completedAt: morning + minute)
        #expect(try await store.commit(chunk) == .committed)
        return job
    }
}

extension NewBulkJob {
    static func sample(_ id: String, of account: Account, rows: Int = 1) throws -> NewBulkJob {
        let id = try #require(BulkJobID(id))
        return NewBulkJob(
            id: id, account: account.id, form: .generate, rows: rows, spoolBytes: 100, createdAt: morning, )
    }
}

extension BulkChunk {
    fileprivate static func sample(
        _ job: BulkJob,
        codes: [Code],
        processed: Int,
        limit: Int? = nil,
        completedAt: Timestamp? = nil,
    ) -> BulkChunk {
        var after = job.progress
        after.processed = processed
        after.succeeded = codes.count
        after.resultBytes = processed * 10
        after.failed.dynamic = processed - codes.count
        return BulkChunk(
            job: job.number, before: job.progress, after: after, codes: codes, limit: limit, completedAt: completedAt,
        )
    }
}
