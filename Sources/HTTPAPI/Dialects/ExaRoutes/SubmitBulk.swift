// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird
import Management
import Store

/// `POST /api/qr/bulk-generate` and `POST /api/qr/codes/bulk`: takes an array of rows, and answers with the id of the job
/// when rows and job are durable.
struct SubmitBulk: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let form: BulkJob.Form
    let jobs: BulkJobs
    let body: BodyReader
    let depth: Int

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        try JSONBody.checkMediaType(call.request.headers)
        let submission = try await jobs.begin()
        do {
            let intake = BulkIntake(submission, depth: depth)
            try await body.readParts(call) { try await intake.read($0) }
            try await intake.finish()
            guard submission.rows > 0 else { throw Problem(.emptyBatch, "the array is empty; send at least one row") }
            let job = try await jobs.submit(submission, as: form, for: caller.account.id)
            return Self.accepted(job)
        } catch {
            submission.discard()
            throw Self.worded(error)
        }
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        Self.accepted(try await jobs.job(made, of: caller.account.id))
    }

    /// The id of the job, as a JSON string.
    static func accepted(_ job: BulkJob) -> Response {
        let text = JSONWriter.buffer { $0.string(job.id.text) }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: text))
    }

    private static func worded(_ error: any Error) -> any Error {
        switch error {
        case let fault as JSONFault:
            // What is JSON and no array is the one fault with this reason at the first byte that counts.
            Problem(.invalidJSON, "the body must be a JSON array of rows: \(fault.reason), at byte \(fault.offset)")
        case let error as BulkFileError: error.storeError
        default: error
        }
    }
}
