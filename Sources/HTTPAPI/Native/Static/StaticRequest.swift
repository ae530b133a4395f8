// SPDX-License-Identifier: Apache-2.0

import Codes
import QRRender
import Styling

/// A picture that is asked for by its content: nothing of it is stored.
struct StaticRequest {
    /// What the symbol holds.
    let payload: Payload
    /// The format that was asked for; nil when none was.
    let format: ImageFormat?
    /// How it is to look.
    let draft: StyleDraft
    /// The JSON Pointer of the object that the fields stand in.
    let base: String

    /// What is drawn.
    var text: StyledText { StyledText(payload.text, draft) }

    /// Reads the fields of a body, or of a query; `base` is the JSON Pointer of the object that they stand in.
    init(_ members: [String: JSONValue], at base: String) throws(CodeError) {
        var fields = FieldReader(members, at: base)
        let type: DataType = fields.choice("dataType") ?? .url
        let payload: Payload? = fields.value("data", required: true).flatMap { data in
            fields.checked { () throws(CodeError) in
                // A static symbol leads nowhere by itself, so that one with the address of a code is no loop.
                try Payload(type, data: data, at: "\(base)/data", refusing: OwnHosts(publicURLs: []))
            }
        }
        let format = Self.format(&fields)
        let style = fields.object("style") ?? [:]
        var beside: [String: JSONValue] = [:]
        for name in StyleField.topLevelNames where fields.has(name) { beside[name] = fields.given(name) }
        var draft = StyleDraft()
        fields.add(draft.read(style, at: "\(base)/style"))
        fields.add(draft.read(beside, at: base))
        fields.add(
            draft.strays(at: "").map { fault in
                let isNested = beside[fault.pointer.dropFirst().prefix { $0 != "/" }.description] == nil
                return FieldFault(base + (isNested ? "/style" : "") + fault.pointer, fault.detail)
            })
        try fields.finish()
        guard let payload else { throw .invalid("\(base)/data", "data is required", kind: .missing) }
        (self.payload, self.format, self.draft, self.base) = (payload, format, draft, base)
    }

    /// `returnType` is the native name, `format` the one of image queries; both mean the same.
    private static func format(_ fields: inout FieldReader) -> ImageFormat? {
        let returnType = fields.imageFormat("returnType")
        let format = fields.imageFormat("format")
        if let returnType, let format, returnType != format {
            fields.fault("format", "format and returnType mean the same and differ; give one of them")
        }
        return returnType ?? format
    }
}
