// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import QRRender

/// `POST /api/qr/static`: draws a symbol from the fields of a body.
///
/// Nothing is stored, so that reading is enough.
struct DrawStatic: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let body: JSONBody
    let images: ImageResponse

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let wanted = try StaticRequest(await body.members(call), at: "")
        let accepted = AcceptedImage(call.request.headers[.accept])
        let format = wanted.format ?? (accepted.isPreferred ? accepted.formats.first : nil) ?? .png
        try images.count(wanted.text, as: format, in: call, by: caller)
        let picture = try await images.draw(wanted, as: format, for: caller)
        if accepted.isPreferred {
            return try await images.response(
                picture, to: call.request, by: caller, name: "qr", cacheControl: "no-store", )
        }
        try await images.charge(caller)
        return Self.response(picture, of: wanted.payload.type)
    }

    private static func response(_ picture: CachedImage, of type: DataType) -> Response {
        .json(headers: [.renderCache: picture.outcome.rawValue]) { writer in
            writer.member("type", "static")
            writer.member("dataType", type.rawValue)
            PictureObject.write(picture.image, to: &writer)
        }
    }
}
