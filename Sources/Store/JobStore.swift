// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps bulk jobs: what was submitted and how far it is.
///
/// Rows and results are in files; what the store says of them is what counts. Every write is durable when the call
/// returns.
package protocol JobStore: Sendable {
    /// Adds a job whose rows are on the disk already.
    /// - Returns: the job, or nil where the id is taken.
    func addJob(_ job: NewBulkJob) async throws(StoreError) -> BulkJob?

    /// The job of that id in that account, or nil.
    func job(_ id: BulkJobID, of account: AccountID) async throws(StoreError) -> BulkJob?

    /// Jobs that have rows left to do, oldest first.
    func unfinishedJobs(atMost count: Int) async throws(StoreError) -> [BulkJob]

    /// Adds the codes of some rows, charges their renders and moves the job's progress behind these rows: all or nothing.
    func commit(_ chunk: BulkChunk) async throws(StoreError) -> ChunkOutcome

    /// Notes that the result of a completed job was handed over.
    /// - Returns: whether this call did it; false where it was gone already.
    func finishDownload(of job: Int64, at moment: Timestamp) async throws(StoreError) -> Bool

    /// Ends jobs whose result nobody fetched.
    /// - Parameters:
    ///   - moment: those that were completed before are ended.
    ///   - now: when they are ended.
    /// - Returns: their ids, at most 1,000.
    /// - Throws: what the store throws.
    func expireJobs(completedBefore moment: Timestamp, at now: Timestamp) async throws(StoreError) -> [BulkJobID]

    /// Forgets jobs whose result has been gone since before a moment.
    func pruneJobs(goneBefore moment: Timestamp) async throws(StoreError)

    /// All jobs that have files: those that are not done, and those whose result waits.
    func jobsWithFiles() async throws(StoreError) -> [BulkJobID: BulkJob.State]

    /// The bytes that the files of all jobs take.
    func jobBytes() async throws(StoreError) -> Int
}

/// A job that is about to be added.
package struct NewBulkJob: Sendable, Hashable {
    /// The public id.
    package let id: BulkJobID
    /// The account that submits it.
    package let account: AccountID
    /// With which defaults its rows are read.
    package let form: BulkJob.Form
    /// How many rows it has, at least one.
    package let rows: Int
    /// The bytes of its rows on the disk.
    package let spoolBytes: Int
    /// When it is submitted.
    package let createdAt: Timestamp

    /// Makes a job that is not stored yet.
    package init(
        id: BulkJobID,
        account: AccountID,
        form: BulkJob.Form,
        rows: Int,
        spoolBytes: Int,
        createdAt: Timestamp,
    ) {
        self.id = id
        self.account = account
        self.form = form
        self.rows = rows
        self.spoolBytes = spoolBytes
        self.createdAt = createdAt
    }
}

/// Some rows of a job that are done, in the order of their submission.
package struct BulkChunk: Sendable, Hashable {
    /// The job's row number.
    package let job: Int64
    /// Where the job stands before.
    package let before: BulkProgress
    /// Where it stands after.
    package let after: BulkProgress
    /// The codes that the rows made.
    package let codes: [Code]
    /// The most living codes that the account may have; nil for no limit.
    package let limit: Int?
    /// The renders that the rows cost; nil where they cost none.
    package let charge: RenderCharge?
    /// When the job is completed by this chunk; nil where rows are left.
    package let completedAt: Timestamp?

    /// Makes a chunk.
    package init(
        job: Int64,
        before: BulkProgress,
        after: BulkProgress,
        codes: [Code],
        limit: Int?,
        charge: RenderCharge? = nil,
        completedAt: Timestamp?,
    ) {
        self.job = job
        self.before = before
        self.after = after
        self.codes = codes
        self.limit = limit
        self.charge = charge
        self.completedAt = completedAt
    }
}

/// What became of a chunk; only ``committed`` has written anything.
package enum ChunkOutcome: Sendable, Hashable {
    /// Stored.
    case committed
    /// Ids of codes that belong to others already.
    case idsTaken(Set<CodeID>)
    /// The account may have only so many codes more.
    case limitReached(room: Int)
    /// The account may have only so many renders more in this month.
    case quotaReached(room: Int)
    /// The job stands elsewhere: somebody else works on it, or it is gone.
    case superseded
}
