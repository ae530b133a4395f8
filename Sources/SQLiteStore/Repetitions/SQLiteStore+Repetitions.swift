// SPDX-License-Identifier: Apache-2.0

package import Codes
import Foundation
import GRDB
package import Store

extension SQLiteStore {
    /// Reads a request by the unique index on accounts and keys.
    package func request(
        _ name: String,
        of account: AccountID,
        since moment: Timestamp,
    ) async throws(StoreError) -> RepeatedRequest? {
        try await read("requests.read") { database in
            try database.first(RepetitionSQL.one, [account.number, name, moment.milliseconds], RepetitionSQL.read)
        }
    }

    /// Keeps an answer beside the note of what was made, or as the only thing that is known of the request.
    package func keep(_ answer: KeptAnswer, of attempt: RequestAttempt) async throws(StoreError) {
        let isLarge = answer.body.map { $0.count > KeptAnswer.largeBytes } ?? false
        try await write("requests.keep", sharing: isLarge ? .alone : .shared) { database in
            try attempt.note(nil, in: database)
            let isKept = try !isLarge || Self.hasRoom(for: answer, of: attempt.account, in: database)
            let body = isKept ? answer.body : nil
            try database.run(
                RepetitionSQL.keep,
                [
                    answer.status, answer.fields, body.map { Data($0) }, body?.count ?? 0, attempt.account.number,
                    attempt.name,
                ],
            )
        }
    }

    /// Forgets the oldest by the index on ages.
    package func forgetRequests(before moment: Timestamp) async throws(StoreError) -> Int {
        try await write("requests.forget") { try $0.run(RepetitionSQL.forget, [moment.milliseconds]) }
    }

    private static func hasRoom(
        for answer: KeptAnswer,
        of account: AccountID,
        in database: Database,
    ) throws -> Bool {
        let used: Int = try database.first(RepetitionSQL.largeBytes, [account.number]) { $0[0] } ?? 0
        return used + (answer.body?.count ?? 0) <= KeptAnswer.largeBytesPerAccount
    }
}

extension RequestAttempt {
    /// Notes within a transaction what the attempt has made.
    /// - Throws: ``StoreError/Code/superseded`` where another attempt was noted under its key.
    func note(_ made: MadeThing?, in database: Database) throws {
        let values: StatementArguments = [
            account.number, name, number, Data(fingerprint), made?.text, begunAt.milliseconds,
            forgottenBefore.milliseconds,
        ]
        guard try database.run(RepetitionSQL.note, values) > 0 else {
            throw StoreError(
                .superseded,
                operation: "requests.note",
                detail: "another request with the same Idempotency-Key was faster",
                hint: "Nothing was made: the caller has to repeat the request.",
            )
        }
    }
}

/// The statements of requests that may be repeated.
private enum RepetitionSQL {
    static let one = """
        SELECT fingerprint, made, status, fields, body FROM repeated_requests
        WHERE account = ? AND name = ? AND created_at >= ?
        """
    /// Arguments: 1 account, 2 name, 3 attempt, 4 fingerprint, 5 what was made or NULL, 6 now, 7 what is forgotten before.
    static let note = """
        INSERT INTO repeated_requests (account, name, attempt, fingerprint, made, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (account, name) DO UPDATE SET
            made = CASE WHEN attempt = excluded.attempt THEN COALESCE(excluded.made, made) ELSE excluded.made END,
            attempt = excluded.attempt, fingerprint = excluded.fingerprint, created_at = excluded.created_at,
            status = NULL, fields = NULL, body = NULL, body_bytes = 0
        WHERE attempt = excluded.attempt OR created_at < ?7
        """
    static let keep = """
        UPDATE repeated_requests SET status = ?, fields = ?, body = ?, body_bytes = ? WHERE account = ? AND name = ?
        """
    static let largeBytes = """
        SELECT COALESCE(SUM(body_bytes), 0) FROM repeated_requests WHERE account = ? AND body_bytes > 65536
        """
    static let forget = """
        DELETE FROM repeated_requests WHERE number IN (
            SELECT number FROM repeated_requests WHERE created_at < ? ORDER BY created_at LIMIT 1000
        )
        """

    static func read(_ row: Row) throws -> RepeatedRequest {
        let fingerprint: Data = row[0]
        let made: String? = row[1]
        let status: Int? = row[2]
        let body: Data? = row[4]
        let answer = status.map { KeptAnswer(status: $0, fields: row[3] ?? "", body: body.map { Array($0) }) }
        return RepeatedRequest(
            fingerprint: Array(fingerprint), made: made.flatMap { MadeThing(text: $0) }, answer: answer, )
    }
}
