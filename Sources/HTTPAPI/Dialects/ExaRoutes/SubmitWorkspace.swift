// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird
import Management
import Redirect
import Scans
import Store

/// `POST /api/qr/workspace-bulk-generate`: takes a CSV of destinations, as the body or in a form, and answers with the id
/// of the job that makes a dynamic code of each.
///
/// The job is watched and fetched as those of `/api/qr/bulk-generate`.
struct SubmitWorkspace: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let jobs: BulkJobs
    let file: WorkspaceFile
    let limiter: RateLimiter
    let redirects: RedirectResponder

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let network = redirects.clientNetwork(
            peer: IPAddress(call.context.channel.remoteAddress),
            forwardedFor: call.request.headers[values: .xForwardedFor].joined(separator: ","),
        )
        call.context.rates.note(try limiter.countUpload(from: network))
        let table = try WorkspaceTable(await file.bytes(call))
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
}
