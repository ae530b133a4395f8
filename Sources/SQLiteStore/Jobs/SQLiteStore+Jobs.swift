// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds the job's row.
    package func addJob(_ job: NewBulkJob) async throws(StoreError) -> BulkJob? {
        let attempt = RequestAttempt.current
        return try await write("jobs.add") { database in
            let values: StatementArguments = [
                job.id.text, job.account.number, job.form.rawValue, job.rows, job.spoolBytes,
                job.createdAt.milliseconds,
            ]
            guard try database.run(JobSQL.insert, values) > 0 else { return nil }
            let added = try database.first(JobSQL.byNumber, [database.lastInsertedRowID], JobSQL.read)
            try attempt?.note(.job(job.id), in: database)
            return added
        }
    }

    /// Reads a job by the unique index on ids.
    package func job(_ id: BulkJobID, of account: AccountID) async throws(StoreError) -> BulkJob? {
        try await read("jobs.read") { database in
            try database.first(JobSQL.one, [id.text, account.number], JobSQL.read)
        }
    }

    /// Reads the index of unfinished jobs.
    package func unfinishedJobs(atMost count: Int) async throws(StoreError) -> [BulkJob] {
        try await read("jobs.unfinished") { try $0.all(JobSQL.unfinished, [count], JobSQL.read) }
    }

    /// Marks a completed job as fetched.
    package func finishDownload(of job: Int64, at moment: Timestamp) async throws(StoreError) -> Bool {
        try await write("jobs.download") { try $0.run(JobSQL.download, [moment.milliseconds, job]) > 0 }
    }

    /// Marks completed jobs as expired, the oldest first.
    package func expireJobs(
        completedBefore moment: Timestamp,
        at now: Timestamp,
    ) async throws(StoreError) -> [BulkJobID] {
        try await write("jobs.expire") { database in
            try database.all(JobSQL.expire, [moment.milliseconds, now.milliseconds], JobSQL.id)
        }
    }

    /// Deletes the rows of jobs that have nothing left.
    package func pruneJobs(goneBefore moment: Timestamp) async throws(StoreError) {
        _ = try await write("jobs.prune") { try $0.run(JobSQL.prune, [moment.milliseconds]) }
    }

    /// Reads the two indexes of jobs that have files.
    package func jobsWithFiles() async throws(StoreError) -> [BulkJobID: BulkJob.State] {
        try await read("jobs.files") { database in
            let jobs = try database.all(JobSQL.withFiles) { row -> (BulkJobID, BulkJob.State) in
                (try JobSQL.id(row), row[1] ? .completed : .processing)
            }
            return Dictionary(jobs) { first, _ in first }
        }
    }

    /// Sums up the lengths that jobs say of their files.
    package func jobBytes() async throws(StoreError) -> Int {
        try await read("jobs.bytes") { try $0.first(JobSQL.bytes, []) { $0[0] } ?? 0 }
    }
}
