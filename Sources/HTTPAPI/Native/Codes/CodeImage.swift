// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QRRender
import Styling

/// `GET /api/qr/codes/{id}/image`: the picture to print, in the code's format and style.
///
/// Its bytes, or JSON with the picture and its scan report where `report` is true.
struct CodeImage: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: CodeObject
    let images: ImageResponse

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let kinds: [String: StyleField.TextForm] = ["size": .whole, "dpi": .whole, "report": .flag]
        var fields = try QueryFields.reader(of: call.request, kinds: kinds)
        let format = fields.imageFormat("format")
        let pixels = fields.integer("size", in: ImageSize.pixelRange)
        let dpi = fields.integer("dpi", in: ImageSize.dpiRange)
        let source = fields.string("source", maximum: Routing.longestSource)
        let isReport = fields.bool("report") ?? false
        try fields.finish()

        let code = try await codes.code(call.id, of: caller.account)
        if let source, !code.settings.routing.sources.contains(source) {
            let names = code.settings.routing.sources.joined(separator: ", ")
            let detail = "source is none of the code's; it has \(names.isEmpty ? "none" : names)"
            throw CodeError.invalid("\(QueryFields.base)/source", detail)
        }
        var draft = StyleDraft()
        // The style was checked when it was stored; what a later version of the rules refuses is drawn without it.
        _ = draft.read(code.settings.style, at: "/style")
        draft.override(pixels: pixels, dpi: dpi)
        // Whether it scans was asked when it was stored; a code that is printed already keeps its picture.
        draft.allowUnscannable()
        let text = StyledText(
            source.map { object.redirectURL(of: code, from: $0) } ?? object.redirectURL(of: code),
            draft,
            title: code.settings.name,
            description: code.settings.description,
        )
        let wanted = format ?? ImageFormat(name: code.settings.imageFormat) ?? .png
        try images.count(text, as: wanted, in: call, by: caller)
        let picture = try await images.draw(text, as: wanted, for: caller, base: QueryFields.base)
        if isReport { return try await report(on: picture, of: code, to: caller) }
        // Kept, but asked about each time: the style may be edited.
        let cacheControl = "private, no-cache"
        return try await images.response(
            picture, to: call.request, by: caller, name: code.id.text, cacheControl: cacheControl, )
    }

    private func report(on picture: CachedImage, of code: Code, to caller: Principal) async throws -> Response {
        try await images.charge(caller)
        return .json(headers: [.renderCache: picture.outcome.rawValue]) { writer in
            writer.member("id", code.id.text)
            PictureObject.write(picture.image, to: &writer)
        }
    }
}

extension FieldReader {
    /// One of the formats in which pictures are served; letters of either case.
    mutating func imageFormat(_ name: String) -> ImageFormat? {
        guard let text = string(name, maximum: 64) else { return nil }
        if let format = ImageFormat(name: text), NativeStyleRules.formats.contains(format) { return format }
        let allowed = NativeStyleRules.formats.map(\.rawValue).joined(separator: ", ")
        fault(name, "\(name) is \"\(text)\"; allowed are \(allowed)")
        return nil
    }
}
