// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// The statements of bulk jobs.
enum JobSQL {
    static let insert = """
        INSERT INTO bulk_jobs (id, account, form, state, row_count, spool_bytes, created_at, updated_at)
        VALUES (?, ?, ?, 'processing', ?, ?, ?6, ?6) ON CONFLICT DO NOTHING
        """
    private static let columns = """
        number, id, account, form, state, row_count, spool_bytes, processed, succeeded, spool_offset, result_bytes,
        entry_bytes, escapes, failed_dynamic, failed_secured, failed_sourced, created_at, updated_at
        """
    static let byNumber = "SELECT \(columns) FROM bulk_jobs WHERE number = ?"
    static let one = "SELECT \(columns) FROM bulk_jobs WHERE id = ? AND account = ?"
    static let unfinished = "SELECT \(columns) FROM bulk_jobs WHERE state = 'processing' ORDER BY number LIMIT ?"

    static let advance = """
        UPDATE bulk_jobs SET
            processed = ?, succeeded = ?, spool_offset = ?, result_bytes = ?, entry_bytes = ?, escapes = ?,
            failed_dynamic = ?, failed_secured = ?, failed_sourced = ?
        WHERE number = ? AND processed = ? AND result_bytes = ? AND state = 'processing'
        """
    static let complete = "UPDATE bulk_jobs SET state = 'completed', updated_at = ? WHERE number = ?"
    static let download = """
        UPDATE bulk_jobs SET state = 'downloaded', updated_at = ? WHERE number = ? AND state = 'completed'
        """
    static let expire = """
        UPDATE bulk_jobs SET state = 'expired', updated_at = ?2 WHERE number IN (
            SELECT number FROM bulk_jobs WHERE state = 'completed' AND updated_at < ?1 ORDER BY updated_at LIMIT 1000
        ) RETURNING id
        """
    static let prune = "DELETE FROM bulk_jobs WHERE state IN ('downloaded', 'expired') AND updated_at < ?"
    static let withFiles = """
        SELECT id, FALSE FROM bulk_jobs WHERE state = 'processing'
        UNION ALL SELECT id, TRUE FROM bulk_jobs WHERE state = 'completed'
        """
    static let bytes = """
        SELECT
            (SELECT COALESCE(SUM(spool_bytes + result_bytes), 0) FROM bulk_jobs WHERE state = 'processing')
            + (SELECT COALESCE(SUM(result_bytes), 0) FROM bulk_jobs WHERE state = 'completed')
        """

    /// Reads the columns of a job.
    static func read(_ row: Row) throws -> BulkJob {
        let words: (id: String, form: String, state: String) = (row[1], row[3], row[4])
        guard let id = BulkJobID(words.id), let form = BulkJob.Form(rawValue: words.form),
            let state = BulkJob.State(rawValue: words.state)
        else { throw StoreError.corruptRow("a bulk job holds a word that is not known", during: "jobs.read") }
        var progress = BulkProgress()
        progress.processed = row[7]
        progress.succeeded = row[8]
        progress.spoolOffset = row[9]
        progress.resultBytes = row[10]
        progress.entryBytes = row[11]
        progress.escapes = row[12]
        progress.failed.dynamic = row[13]
        progress.failed.secured = row[14]
        progress.failed.sourced = row[15]
        return BulkJob(
            number: row[0],
            id: id,
            account: AccountID(row[2]),
            form: form,
            state: state,
            rows: row[5],
            spoolBytes: row[6],
            progress: progress,
            createdAt: Timestamp(milliseconds: row[16]),
            updatedAt: Timestamp(milliseconds: row[17]),
        )
    }

    /// The values of ``advance``.
    static func advance(_ chunk: BulkChunk) -> StatementArguments {
        let after = chunk.after
        return [
            after.processed, after.succeeded, after.spoolOffset, after.resultBytes, after.entryBytes, after.escapes,
            after.failed.dynamic, after.failed.secured, after.failed.sourced, chunk.job, chunk.before.processed,
            chunk.before.resultBytes,
        ]
    }

    /// Reads an id that stands alone.
    static func id(_ row: Row) throws -> BulkJobID {
        guard let id = BulkJobID(row[0] as String) else {
            throw StoreError.corruptRow("a bulk job has no id", during: "jobs.read")
        }
        return id
    }
}
