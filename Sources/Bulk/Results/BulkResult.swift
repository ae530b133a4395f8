// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// A result that is being fetched.
///
/// Whoever fetches it calls ``move()`` after each part that was handed over, ``beginEnding()`` before the last bytes, and
/// ``finish()`` at the end; without that it is there again when its last holder lets go.
package final class BulkResult: Sendable {
    /// The job.
    package let job: BulkJob
    private let ticket: BulkDownloads.Ticket
    private let jobs: BulkJobs

    /// Another download took over.
    package struct Replaced: Error {}

    init(_ job: BulkJob, _ ticket: BulkDownloads.Ticket, _ jobs: BulkJobs) {
        self.job = job
        self.ticket = ticket
        self.jobs = jobs
    }

    /// The entries from the first.
    package func entries() throws(BulkFileError) -> EntryReader {
        try EntryReader(path: jobs.services.folder.result(of: job.id), bytes: job.progress.resultBytes)
    }

    /// Notes that bytes were handed over.
    /// - Throws: ``Replaced`` where this download has to stop.
    package func move() throws(Replaced) {
        guard ticket.move() else { throw Replaced() }
    }

    /// Begins to hand over the last bytes.
    /// - Throws: ``Replaced`` where this download has to stop.
    package func beginEnding() throws(Replaced) {
        guard ticket.beginEnding() else { throw Replaced() }
    }

    /// Ends the download: the result is gone.
    /// - Throws: the store's failure; the result can be fetched again then.
    package func finish() async throws(StoreError) {
        defer { jobs.downloads.remove(ticket, of: job.number) }
        do throws(StoreError) {
            _ = try await jobs.services.store.finishDownload(of: job.number, at: jobs.services.clock())
            ticket.end(isDone: true)
            try? jobs.services.folder.remove(jobs.services.folder.result(of: job.id))
        } catch {
            ticket.end(isDone: false)
            throw error
        }
    }

    /// A file for what can only be written behind the entries; gone with its last holder.
    package func scratch() throws(BulkFileError) -> BulkScratch { try BulkScratch(in: jobs.services.folder) }

    /// Ends the download without success: the result can be fetched again.
    package func abandon() {
        ticket.end(isDone: false)
        jobs.downloads.remove(ticket, of: job.number)
    }

    // An answer that nobody waited for is dropped without being written.
    deinit { abandon() }
}

extension BulkJobs {
    /// What became of asking for a result.
    package enum Fetch: Sendable {
        /// It can be read, once.
        case result(BulkResult)
        /// There is none: the job is not done, or its result was fetched or has expired.
        case unavailable(BulkJob.State)
        /// Somebody else is fetching it.
        case busy
    }

    /// Whether the result of a completed job may still be fetched; if not, the next round of housekeeping removes it.
    package func hasResult(_ job: BulkJob) -> Bool { services.clock() < job.updatedAt.adding(limits.retention) }

    /// Asks for the result of a job.
    /// - Returns: nil where the account has no such job.
    /// - Throws: the store's failure.
    package func fetch(_ id: String, of account: AccountID) async throws(StoreError) -> Fetch? {
        guard let job = try await job(id, of: account) else { return nil }
        guard job.state == .completed else { return .unavailable(job.state) }
        guard hasResult(job) else { return .unavailable(.expired) }
        switch await downloads.admit(job.number) {
        case .busy: return .busy
        case .gone: return .unavailable(.downloaded)
        case .admitted(let ticket):
            let result = BulkResult(job, ticket, self)
            // It may have been fetched between the two.
            let current = try await services.store.job(job.id, of: account)
            if current?.state == .completed { return .result(result) }
            result.abandon()
            return .unavailable(current?.state ?? .downloaded)
        }
    }
}
