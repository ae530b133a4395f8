// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import QRRender
import Styling

/// A GenerateRequest that may be drawn: within its plan, with its pictures at hand.
struct StudioItem: Sendable {
    let request: GenerateRequest
    /// The logo and the picture behind the modules.
    let pictures: [PictureSource: Picture]
    /// The code that it makes; nil for one that is static.
    var draft: CodeDraft?
    /// The code as it will be stored; nil for one that is static, and before it has an id.
    var code: Code?

    /// What is to be drawn.
    func rendering(by object: StudioObject) throws(RenderError) -> RenderRequest {
        let text: String
        switch request.content {
        case .fixed(let payload): text = payload.text
        case .dynamic: text = object.publicURL(of: code)
        }
        let title = draft?.settings.name
        return try StyledText(text, request.draft, title: title).request(as: request.format, pictures: pictures)
    }
}

extension [StudioItem] {
    /// The same items, those that make codes with the ids that these were given before, in their order.
    /// - Returns: nil where there are not as many ids as items that make codes.
    func named(_ ids: [CodeID]) -> [StudioItem]? {
        var rest = ids[...]
        var items = self
        for index in items.indices {
            guard let draft = items[index].draft else { continue }
            guard let id = rest.popFirst() else { return nil }
            items[index].draft = CodeDraft(slug: id, payload: draft.payload, settings: draft.settings)
        }
        return rest.isEmpty ? items : nil
    }
}

/// Makes items of GenerateRequests.
struct StudioItems: Sendable {
    let codes: CodeLibrary
    let pictures: PictureLibrary

    /// Checks a request by the caller's plan and fetches its pictures; changes nothing.
    ///
    /// - Throws: what ``StudioRefusal`` words, or the store's failure.
    func item(of request: GenerateRequest, for caller: Principal) async throws -> StudioItem {
        try request.draft.check(against: caller.plan, named: caller.account.plan)
        let draft = try codeDraft(of: request, style: request.styling.native)
        let needed = request.draft.pictureSources
        let fetched =
            needed.isEmpty ? [:] : try await pictures.pictures(for: request.draft, of: caller.account.id, at: "")
        return StudioItem(request: request, pictures: fetched, draft: draft)
    }

    /// The item with an id for its code, and the code's logo kept for ever; a static one as it is.
    ///
    /// - Throws: what ``StudioRefusal`` words, or the store's failure.
    func identified(_ item: StudioItem, for caller: Principal) async throws -> StudioItem {
        guard var draft = item.draft else { return item }
        var item = item
        if !item.request.draft.pictureSources.isEmpty {
            let settled = try await pictures.settled(item.request.styling.native, for: caller.account.id)
            let settledDraft = try codeDraft(of: item.request, style: settled) ?? draft
            draft = CodeDraft(slug: draft.slug, payload: settledDraft.payload, settings: settledDraft.settings)
        }
        item.draft = draft
        item.code = try await codes.draft(draft, for: caller.account)
        return item
    }

    /// The code that a request makes, by the rules of all codes; nil for a static one.
    private func codeDraft(
        of request: GenerateRequest,
        style: [String: JSONValue],
    ) throws(CodeError) -> CodeDraft? {
        guard case .dynamic(let name, let destination) = request.content else { return nil }
        let fields: [String: JSONValue] = [
            "data": .string(destination.text), "name": .string(name), "style": .object(style),
            "returnType": .string(request.format.rawValue),
        ]
        return try CodeDraft(fields: fields, rules: codes.rules)
    }
}
