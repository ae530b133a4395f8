// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QRRender
import Styling

/// `GET /api/qr/static?data=…`: the bytes of a symbol drawn from the query.
struct ReadStatic: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let images: ImageResponse

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try QueryFields.members(of: call.request, kinds: StyleField.textForms)
        let wanted = try StaticRequest(StyleField.nested(members), at: QueryFields.base)
        let format = wanted.format ?? .png
        try images.count(wanted.text, as: format, in: call, by: caller)
        let picture = try await images.draw(wanted, as: format, for: caller)
        // Private, though it is the same for everybody: drawing freely is for holders of keys, not for their caches.
        let cacheControl = "private, max-age=86400"
        return try await images.response(
            picture, to: call.request, by: caller, name: "qr", cacheControl: cacheControl, )
    }
}
