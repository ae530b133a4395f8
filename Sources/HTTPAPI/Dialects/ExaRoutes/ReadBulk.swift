// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird
import Management

/// `GET …/{bulkId}`: how far a job is.
struct ReadBulk: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let jobs: BulkJobs

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        guard let job = try await jobs.job(call.id, of: caller.account.id) else { throw Problem.noSuchJob }
        let object = JobObject(retention: jobs.limits.retention)
        return .json { object.write(job, to: &$0) }
    }
}

/// `GET` without an id: the published answer to a forgotten path parameter.
struct ReadBulkWithoutID: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        throw Problem(.invalidQuery, "bulkId is missing: put the id of the job behind the path")
    }
}
