// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird

extension WaymarkAPI {
    /// The paths of the Qrius API, but for its bulk operations, which are the native ones.
    var qriusRoutes: [Route] {
        let codes = dependencies.codes
        let body = JSONBody(limits: dependencies.limits)
        let object = QriusObject(publicURL: dependencies.publicURL, links: dependencies.links)
        let edit = Resource.Operation.keyed(EditQriusCode(codes: codes, body: body, object: object))
        let picture = SignedPicture(
            codes: codes,
            links: dependencies.links,
            object: CodeObject(publicURL: dependencies.publicURL),
            images: imageResponse,
        )
        func stats(isExport: Bool) -> Resource.Operation {
            .keyed(
                ReadQriusStats(isExport: isExport, codes: codes, scans: dependencies.scans, clock: dependencies.clock))
        }
        return [
            (
                "/qr",
                [
                    .get: .keyed(ListQriusCodes(codes: codes, object: object)),
                    .post: .keyed(CreateQriusCode(codes: codes, body: body, object: object)),
                ],
            ),
            (
                "/qr/{id}",
                [
                    .get: .keyed(ReadQriusCode(codes: codes, object: object)),
                    .put: edit,
                    .patch: edit,
                    .delete: .keyed(DeleteCode(codes: codes)),
                ],
            ),
            ("/qr/{id}/stats", [.get: stats(isExport: false)]),
            ("/qr/{id}/stats/export", [.get: stats(isExport: true)]),
            ("/qr/{id}/image", [.get: .open(picture)]),
        ]
    }
}
