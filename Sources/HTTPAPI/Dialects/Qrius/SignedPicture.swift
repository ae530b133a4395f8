// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QRRender
import Styling

/// `GET /qr/{id}/image?signature=…`: the picture of a code, for whoever was given the link.
struct SignedPicture: Endpoint {
    let codes: CodeLibrary
    let links: LinkSigner
    let object: CodeObject
    let images: ImageResponse

    func answer(_ call: Call) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request)
        let signature = fields.string("signature", maximum: 64) ?? ""
        try fields.finishIgnoringStrangers()
        // Checked before anything is read: a wrong link tells nothing of whether there is a code.
        guard let id = CodeID(reference: call.id), links.accepts(signature, of: id) else {
            throw Problem(
                .linkRefused, "the signature is missing or is not the one of this code; use qrCodeUrl as given", )
        }
        let code = try await codes.livingCode(id)
        var draft = StyleDraft()
        _ = draft.read(code.settings.style, at: "")
        draft.allowUnscannable()
        let (title, description) = (code.settings.name, code.settings.description)
        let picture = try await images.draw(
            StyledText(object.redirectURL(of: code), draft, title: title, description: description),
            as: ImageFormat(name: code.settings.imageFormat) ?? .png,
            for: code.account,
            base: "",
        )
        let cacheControl = "public, max-age=300"
        // Costs its owner nothing: a picture that is shown to strangers would use up the month.
        return try await images.response(
            picture, to: call.request, by: nil, name: code.id.text, cacheControl: cacheControl, )
    }
}
