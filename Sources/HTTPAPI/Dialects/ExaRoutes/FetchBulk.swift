// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import NIOHTTPTypes

/// `GET …/{bulkId}/result`: the result, once.
///
/// It is gone only when its last byte was handed to the socket without an error; what breaks before that can be fetched
/// again.
struct FetchBulk: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    /// What the result is sent as where no archive is asked for.
    enum Form: Sendable {
        /// An array of entries.
        case array
        /// A JSON string that holds this array, as the older API has it.
        case text
    }

    let form: Form
    let jobs: BulkJobs
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let wantsArchive = Self.wantsArchive(call.request.headers[.accept])
        if call.request.method == .head { return try await head(call, caller, wantsArchive) }
        switch try await jobs.fetch(call.id, of: caller.account.id) {
        case nil: throw Problem.noSuchJob
        case .busy?:
            let detail = "another download of this result is under way"
            throw Problem(.resultBusy, detail, headers: [.retryAfter: "5"])
        case .unavailable(let state)?: throw Self.gone(state)
        case .result(let result)?:
            let channel = call.context.channel
            let (form, now) = (form, clock())
            return Response(
                status: .ok,
                headers: Self.headers(of: result.job, asArchive: wantsArchive),
                body: ResponseBody(contentLength: wantsArchive ? nil : form.length(of: result.job)) { writer in
                    var sender = ResultSender(result, channel)
                    if wantsArchive {
                        try await ResultArchive(result, modified: now).send(&sender, to: &writer)
                    } else {
                        try await ResultText(result, form).send(&sender, to: &writer)
                    }
                    try await writer.finish(nil)
                },
            )
        }
    }

    /// What a GET would say, without fetching anything.
    private func head(_ call: Call, _ caller: Principal, _ wantsArchive: Bool) async throws -> Response {
        guard let job = try await jobs.job(call.id, of: caller.account.id) else { throw Problem.noSuchJob }
        guard job.state == .completed else { throw Self.gone(job.state) }
        guard jobs.hasResult(job) else { throw Self.gone(.expired) }
        var headers = Self.headers(of: job, asArchive: wantsArchive)
        if !wantsArchive { headers[.contentLength] = String(form.length(of: job)) }
        return Response(status: .ok, headers: headers)
    }

    private static func gone(_ state: BulkJob.State) -> Problem {
        switch state {
        case .processing:
            Problem(.resultGone, "the job is not completed; ask for its status first, and fetch the result after that")
        case .expired: Problem(.resultGone, "the result was not fetched in time and is deleted; submit the rows again")
        case .downloaded, .completed:
            Problem(.resultGone, "the result was downloaded already and is deleted; it can be fetched once")
        }
    }

    private static func headers(of job: BulkJob, asArchive: Bool) -> HTTPFields {
        guard asArchive else { return [.contentType: "application/json"] }
        return [
            .contentType: "application/zip",
            .contentDisposition: "attachment; filename=\"\(job.id.text).zip\"",
        ]
    }

    /// Whether an archive is named, and not refused.
    private static func wantsArchive(_ accept: String?) -> Bool {
        (accept ?? "").lowercased().split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { $0.trimmingSpaces }
            return parts.first == "application/zip" && !parts.contains("q=0")
        }
    }
}

extension FetchBulk.Form {
    /// How many bytes the result has in this form.
    func length(of job: BulkJob) -> Int {
        // Brackets, and a comma between two entries.
        let array = job.progress.entryBytes + job.rows + 1
        switch self {
        case .array: return array
        case .text: return array + job.progress.escapes + 2
        }
    }
}
