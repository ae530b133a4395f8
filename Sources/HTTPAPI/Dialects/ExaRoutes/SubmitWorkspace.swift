// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Redirect
import Scans
import Store

/// `POST /api/qr/workspace-bulk-generate`: takes a CSV of destinations, and answers with the id of the job that makes a
/// dynamic code of each.
///
/// The job is watched and fetched as those of `/api/qr/bulk-generate`.
struct SubmitWorkspace: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating
    /// Far more than the rows that are allowed have.
    private static let longestFile = 4_000_000

    let jobs: BulkJobs
    let limits: APILimits
    let limiter: RateLimiter
    let redirects: RedirectResponder

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let network = redirects.clientNetwork(
            peer: IPAddress(call.context.channel.remoteAddress),
            forwardedFor: call.request.headers[values: .xForwardedFor].joined(separator: ","),
        )
        call.context.rates.note(try limiter.countUpload(from: network))
        try Self.checkMediaType(call.request.headers)
        var limits = limits
        limits.bodyBytes = min(limits.bodyBytes, Self.longestFile)
        let table = try WorkspaceTable(await BodyReader(limits: limits).read(call))
        return SubmitBulk.accepted(try await job(of: table, for: caller.account.id))
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        SubmitBulk.accepted(try await jobs.job(made, of: caller.account.id))
    }

    private func job(of table: WorkspaceTable, for account: AccountID) async throws -> BulkJob {
        let submission = try await jobs.begin()
        do {
            for row in table.rows { try submission.append(row.span) }
            return try await jobs.submit(submission, as: .generate, for: account)
        } catch {
            submission.discard()
            throw (error as? BulkFileError)?.storeError ?? error
        }
    }

    private static func checkMediaType(_ headers: HTTPFields) throws(Problem) {
        guard let text = headers[.contentType] else { return }
        let type = String(text.lowercased().prefix { $0 != ";" }.trimmingSpaces)
        let taken = [
            "text/csv", "application/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel",
        ]
        guard taken.contains(type) else {
            throw Problem(.unsupportedMediaType, "the body is \(text.prefix(80)); send the file as text/csv in UTF-8")
        }
    }
}
