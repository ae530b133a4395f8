// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management

extension WaymarkAPI {
    /// A path and who answers its methods.
    typealias Route = (path: RouterPath, operations: [HTTPRequest.Method: Resource.Operation])

    /// Every path there is.
    var routes: [Route] {
        codeRoutes + analyticsRoutes + bulkEditRoutes + bulkRoutes + staticRoutes + studioRoutes + qriusRoutes
            + scanRoutes + recordedScanRoutes + transferRoutes + accountRoutes + webhookRoutes + liveRoutes
            + operationRoutes
    }

    var imageResponse: ImageResponse {
        ImageResponse(
            images: dependencies.images, pictures: dependencies.pictures, quota: dependencies.quota,
            limiter: dependencies.limiter, )
    }

    private var codeRoutes: [Route] {
        let codes = dependencies.codes
        let body = JSONBody(limits: dependencies.limits)
        let object = CodeObject(publicURL: dependencies.publicURL)
        let proof = ScanProof(images: imageResponse, object: object)
        func edit(_ form: CodeEdit.Form) -> Resource.Operation {
            .keyed(
                EditCode(
                    form: form, codes: codes, body: body, object: object, pictures: dependencies.pictures, proof: proof,
                )
            )
        }
        return [
            (
                "/api/qr/codes",
                [
                    .get: .keyed(ListCodes(codes: codes, object: object)),
                    .post: .keyed(
                        CreateCode(
                            codes: codes, body: body, object: object, pictures: dependencies.pictures, proof: proof, )),
                ],
            ),
            (
                "/api/qr/codes/{id}",
                [
                    .get: .keyed(ReadCode(codes: codes, object: object)),
                    .put: edit(.destination),
                    .patch: edit(.mergePatch),
                    .delete: .keyed(DeleteCode(codes: codes)),
                ],
            ),
            (
                "/api/qr/codes/{id}/image",
                [.get: .keyed(CodeImage(codes: codes, object: object, images: imageResponse))],
            ),
        ]
    }

    /// Each operation by its whole path: beside them are paths that end in the id of a job.
    private var bulkEditRoutes: [Route] {
        let body = JSONBody(limits: dependencies.limits)
        return BulkOrder.Name.allCases.flatMap { name -> [Route] in
            [("/api/qr/codes/bulk", false), ("/qr/bulk", true)].map { base, ignoresStrangers in
                let edit = EditManyCodes(
                    name: name, ignoresStrangers: ignoresStrangers, codes: dependencies.codes, body: body,
                )
                return (RouterPath("\(base)/\(name.rawValue)"), [.post: .keyed(edit)])
            }
        }
    }

    private var analyticsRoutes: [Route] {
        func routes(_ path: RouterPath, _ breadth: ReadAnalytics.Breadth) -> [Route] {
            let read = ReadAnalytics(breadth: breadth, scans: dependencies.scans, clock: dependencies.clock)
            let export = ExportAnalytics(breadth: breadth, scans: dependencies.scans, clock: dependencies.clock)
            return [(path, [.get: .keyed(read)]), ("\(path)/export", [.get: .keyed(export)])]
        }
        return routes("/api/qr/codes/{id}/analytics", .oneCode) + routes("/api/qr/analytics", .manyCodes)
    }

    private var staticRoutes: [Route] {
        let body = JSONBody(limits: dependencies.limits)
        return [
            (
                "/api/qr/static",
                [
                    .get: .keyed(ReadStatic(images: imageResponse)),
                    .post: .keyed(DrawStatic(body: body, images: imageResponse)),
                ],
            )
        ]
    }

    private var scanRoutes: [Route] {
        let scan = AnswerScan(redirects: dependencies.redirects, limits: dependencies.limits)
        return [
            ("/r/{id}", [.get: .open(scan), .post: .open(scan)]),
            ("/q/{id}", [.get: .open(scan), .post: .open(scan)]),
            (
                "/{id}",
                Dictionary(uniqueKeysWithValues: AnswerSlug.methods.map { ($0, .open(AnswerSlug(scan: scan))) }),
            ),
        ]
    }

    private var operationRoutes: [Route] {
        let readiness = Readiness(probes: dependencies.probes, limits: dependencies.limits)
        return [
            ("/", [.get: .open(FrontPage())]),
            ("/healthz", [.get: .open(ReadHealth())]),
            ("/readyz", [.get: .open(ReadReadiness(readiness: readiness))]),
            ("/metrics", [.get: .open(ReadMetrics(metrics: dependencies.metrics))]),
            ("/robots.txt", [.get: .open(ReadRobots())]),
            ("/openapi.json", [.get: .open(LastingAnswer.description(version: dependencies.version))]),
            ("/docs", [.get: .open(LastingAnswer.descriptionPage(version: dependencies.version))]),
            ("/docs/errors", [.get: .open(ErrorCatalogPage())]),
        ]
    }
}
