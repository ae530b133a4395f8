// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird

extension WaymarkAPI {
    /// Bulk jobs, at the prefix of the older API and at that of codes.
    var bulkRoutes: [Route] {
        routes(at: "/api/qr/bulk-generate", .generate, .text) + routes(at: "/api/qr/codes/bulk", .codes, .array)
            + [
                ("/api/qr/generate", [.post: .keyed(generate)]),
                ("/api/qr/workspace-bulk-generate", [.post: .keyed(workspace)]),
            ]
    }

    private var workspace: SubmitWorkspace {
        SubmitWorkspace(
            jobs: dependencies.jobs,
            file: WorkspaceFile(limits: dependencies.limits),
            limiter: dependencies.limiter,
            redirects: dependencies.redirects,
        )
    }

    private var generate: GenerateOne {
        GenerateOne(
            body: JSONBody(limits: dependencies.limits),
            codes: dependencies.codes,
            rows: dependencies.rows,
            images: imageResponse,
        )
    }

    private func routes(at prefix: String, _ form: BulkJob.Form, _ result: FetchBulk.Form) -> [Route] {
        let (jobs, limits) = (dependencies.jobs, dependencies.limits)
        let submit = SubmitBulk(form: form, jobs: jobs, body: BodyReader(limits: limits), depth: limits.jsonDepth)
        let fetch = FetchBulk(form: result, jobs: jobs, clock: dependencies.clock)
        return [
            (RouterPath(prefix), [.get: .keyed(ReadBulkWithoutID()), .post: .keyed(submit)]),
            (RouterPath(prefix + "/{id}"), [.get: .keyed(ReadBulk(jobs: jobs))]),
            (RouterPath(prefix + "/{id}/events"), [.get: .keyed(WatchBulk(jobs: jobs, watchers: watchers))]),
            (RouterPath(prefix + "/{id}/result"), [.get: .keyed(fetch)]),
        ]
    }
}
