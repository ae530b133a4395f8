// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation
package import Store

/// Bulk jobs as their accounts see them: submitted, watched and fetched once.
package final class BulkJobs: Sendable {
    /// How long things are kept, and how much.
    package struct Limits: Sendable, Hashable {
        /// How long a result waits to be fetched.
        package var retention: Duration
        /// How long a job is still known after its result is gone.
        package var memory: Duration
        /// The bytes of disk that the rows and results of all jobs may take before new ones are refused.
        package var diskBytes: Int

        /// Makes limits; by default seven days, ninety days and 16 GiB.
        package init(
            retention: Duration = .seconds(7 * 86_400),
            memory: Duration = .seconds(90 * 86_400),
            diskBytes: Int = 16 << 30,
        ) {
            self.retention = retention
            self.memory = memory
            self.diskBytes = diskBytes
        }
    }

    let services: BulkServices
    /// Tells the runner that there is something to do.
    let work = WakeUp()
    let downloads = BulkDownloads()
    private let begun = Date()
    /// How long things are kept, and how much.
    package let limits: Limits

    /// Makes the view of jobs that are kept with these services.
    package init(_ services: BulkServices, limits: Limits = Limits()) {
        self.services = services
        self.limits = limits
    }

    /// A file for what is too long for memory and is read once; gone with its last holder.
    package func scratch() throws(BulkFileError) -> BulkScratch { try BulkScratch(in: services.folder) }

    /// Begins to take rows.
    /// - Throws: ``StoreError/Code/full`` where jobs take as much disk as they may, or cannot be written.
    package func begin() async throws(StoreError) -> BulkSubmission {
        let used = try await services.store.jobBytes()
        guard used < limits.diskBytes else {
            throw StoreError(
                .full,
                operation: "jobs.begin",
                detail: "bulk jobs take \(used) bytes of disk; at most \(limits.diskBytes) are allowed",
                hint: "Let results be fetched or expire, or raise WAYMARK_BULK_BYTES.",
            )
        }
        var generator = SystemRandomNumberGenerator()
        do throws(BulkFileError) {
            return try BulkSubmission(id: BulkJobID(using: &generator), folder: services.folder)
        } catch {
            throw error.storeError
        }
    }

    /// Makes a job of the rows; they and the job are durable when this returns.
    package func submit(
        _ submission: BulkSubmission,
        as form: BulkJob.Form,
        for account: AccountID,
    ) async throws(StoreError) -> BulkJob {
        do throws(BulkFileError) {
            try await submission.finish()
        } catch {
            throw error.storeError
        }
        let job = try await services.store.addJob(
            NewBulkJob(
                id: submission.id,
                account: account,
                form: form,
                rows: submission.rows,
                spoolBytes: submission.bytes,
                createdAt: services.clock(),
            )
        )
        guard let job else {
            let detail = "the id \(submission.id) is taken"
            throw StoreError(.unavailable, operation: "jobs.add", detail: detail, hint: "Try again.")
        }
        work.set()
        return job
    }

    /// The job of that id in that account, as it stands when no download is about to end; nil where there is none.
    package func job(_ id: String, of account: AccountID) async throws(StoreError) -> BulkJob? {
        guard let id = BulkJobID(id) else { return nil }
        guard let job = try await services.store.job(id, of: account) else { return nil }
        guard job.state == .completed, await downloads.waitForEnding(of: job.number) else { return job }
        return try await services.store.job(id, of: account)
    }

    /// Ends what nobody fetched in time, and removes its files and those of no job.
    func expire() async throws(StoreError) {
        let now = services.clock()
        let oldest = Timestamp(milliseconds: now.milliseconds - limits.retention.milliseconds)
        while case let ids = try await services.store.expireJobs(completedBefore: oldest, at: now), !ids.isEmpty {
            for id in ids { try? services.folder.remove(services.folder.result(of: id)) }
        }
        let forgotten = Timestamp(milliseconds: now.milliseconds - limits.memory.milliseconds)
        try await services.store.pruneJobs(goneBefore: forgotten)
        // What was there before this program began belongs to nobody who is still sending; nor does what is so old.
        let oldestBody = max(begun, Date(timeIntervalSinceNow: -3_600))
        services.folder.sweep(keeping: try await services.store.jobsWithFiles(), writtenSince: oldestBody)
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1_000 }
}
