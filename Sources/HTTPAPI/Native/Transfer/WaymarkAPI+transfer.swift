// SPDX-License-Identifier: Apache-2.0

import Hummingbird

extension WaymarkAPI {
    /// All codes of an account, out and in.
    var transferRoutes: [Route] {
        let codes = dependencies.codes
        let object = CodeObject(publicURL: dependencies.publicURL)
        let take = ImportCodes(
            codes: codes,
            reader: BodyReader(limits: dependencies.limits),
            pictures: dependencies.pictures,
            proof: ScanProof(images: imageResponse, object: object),
        )
        return [
            (
                "/api/qr/codes/export",
                [.get: .keyed(ExportCodes(codes: codes, object: object, pictures: dependencies.pictures))],
            ),
            ("/api/qr/codes/import", [.post: .keyed(take)]),
        ]
    }
}
