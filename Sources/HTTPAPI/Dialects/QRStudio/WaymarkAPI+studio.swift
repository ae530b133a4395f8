// SPDX-License-Identifier: Apache-2.0

import Bulk
import Codes
import Hummingbird
import Management

extension WaymarkAPI {
    /// The paths of the QRStudio API; each is answered with and without a slash at its end.
    var studioRoutes: [Route] { drawingRoutes + dynamicRoutes + studioStateRoutes }

    private var studioObject: StudioObject { StudioObject(baseURL: dependencies.publicURL) }

    private var drawingRoutes: [Route] {
        let (codes, limits) = (dependencies.codes, dependencies.limits)
        let items = StudioItems(codes: codes, pictures: dependencies.pictures)
        let batch = CodeBatch(codes: codes, quota: dependencies.quota)
        let one = GeneratePicture(
            body: StudioBody(limits: limits),
            items: items,
            images: dependencies.images,
            batch: batch,
            limiter: dependencies.limiter,
            object: studioObject,
            hosts: codes.rules.hosts,
        )
        let bulk = GenerateBulk(
            reader: BodyReader(limits: limits),
            depth: limits.jsonDepth,
            items: items,
            images: dependencies.images,
            batch: batch,
            limiter: dependencies.limiter,
            jobs: dependencies.jobs,
            object: studioObject,
            hosts: codes.rules.hosts,
            clock: dependencies.clock,
            turns: batches,
        )
        let validate = ValidateGenerate(
            body: StudioBody(limits: limits), images: imageResponse, object: studioObject, hosts: codes.rules.hosts, )
        return [
            ("/api/v1/generate", [.post: .keyed(one)]),
            ("/api/v1/generate/bulk", [.post: .keyed(bulk)]),
            ("/api/v1/validate", [.post: .keyed(validate)]),
        ]
    }

    private var dynamicRoutes: [Route] {
        let (codes, object) = (dependencies.codes, studioObject)
        let body = JSONBody(limits: dependencies.limits)
        let analytics = ReadDynamicAnalytics(codes: codes, scans: dependencies.scans, clock: dependencies.clock)
        return [
            (
                "/api/v1/dynamic",
                [
                    .get: .keyed(ListDynamics(codes: codes, object: object)),
                    .post: .keyed(CreateDynamic(codes: codes, body: body, object: object)),
                ],
            ),
            (
                "/api/v1/dynamic/{id}",
                [
                    .get: .keyed(ReadDynamic(codes: codes, object: object)),
                    .patch: .keyed(EditDynamic(codes: codes, body: body, object: object)),
                    .delete: .keyed(DeleteCode(codes: codes)),
                ],
            ),
            ("/api/v1/dynamic/{id}/analytics", [.get: .keyed(analytics)]),
        ]
    }

    private var studioStateRoutes: [Route] {
        let readiness = ReadReadiness(readiness: Readiness(probes: dependencies.probes, limits: dependencies.limits))
        return [
            ("/api/v1/usage", [.get: .keyed(ReadStudioUsage(codes: dependencies.codes, quota: dependencies.quota))]),
            ("/api/health", [.get: .open(ReadHealth())]),
            ("/api/status", [.get: .open(readiness)]),
        ]
    }
}
