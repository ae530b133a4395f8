// SPDX-License-Identifier: Apache-2.0

import Codes
import QRRender
import Styling

/// A GenerateRequest: one code to render, static or about to be made.
struct GenerateRequest {
    /// What a request makes.
    enum Content {
        /// A symbol that holds the text itself.
        case fixed(Payload)
        /// A symbol that leads to an address that can be changed.
        case dynamic(name: String, destination: Destination)
    }

    /// What it makes.
    let content: Content
    /// The name of the kind of content, as it was given.
    let dataType: String
    /// The format: PNG or SVG.
    let format: ImageFormat
    /// How it is to look.
    let draft: StyleDraft
    /// The styling fields, translated, with the names that they were given under.
    let styling: GenerateFields
    /// Fields that mean nothing here, in words; that API ignores them, and a misspelt one would be printed.
    let warnings: [String]

    private static let formats: [ImageFormat] = [.png, .svg]
    private static let types = ["url", "text", "vcard", "wifi", "email", "sms", "geo", "dynamic"]

    /// Reads the fields of a body or of one item of a batch.
    ///
    /// - Parameters:
    ///   - members: the fields.
    ///   - logoName: the name that the logo was given under.
    ///   - hosts: the platform's own redirect hosts, which a dynamic code may not lead to.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault.
    init(
        _ members: [String: JSONValue],
        logoName: String = "logo_url",
        refusing hosts: OwnHosts,
    ) throws(CodeError) {
        var fields = FieldReader(members)
        dataType = Self.dataType(&fields)
        let content = dataType == "dynamic" ? Self.dynamic(&fields, hosts) : Self.fixed(&fields, dataType)
        format = Self.format(&fields)
        var styling = GenerateFields(&fields)
        styling.call("logo", logoName)
        // The renderer speaks of the content so.
        styling.call("data", Self.source(&fields, dataType))
        if styling.native["size_inches"] == nil {
            fields.fault("size_inches", "size_inches is required: a number of inches from 0.5 to 15", kind: .missing)
        }
        var draft = StyleDraft()
        fields.add(styling.renamed(draft.read(styling.native, at: "")))
        let strays = draft.strays(at: "")
        styling.leaveOut(strays)
        let known = GenerateFields.all.union(["data", "data_type", "payload", "format"])
        warnings =
            members.keys.filter { !known.contains($0) }.sorted().prefix(20)
            .map { "\($0.shortened(to: 64)) is not a field of this request and was ignored" }
            + styling.renamed(strays).map { "\($0.detail); it was ignored" }
        self.draft = draft
        self.styling = styling
        guard fields.faults.isEmpty, let content else { throw .invalid(fields.faults) }
        self.content = content
    }

    /// What drawing it costs, in the units of the limit by the minute.
    var cost: Int { StyledText("", draft).cost(as: format) }

    private static func dataType(_ fields: inout FieldReader) -> String {
        guard let type = fields.string("data_type", maximum: 64) else { return "url" }
        if !types.contains(type) {
            fields.fault("data_type", "data_type cannot be \"\(type)\"; allowed: \(types.joined(separator: ", "))")
        }
        return type
    }

    private static func format(_ fields: inout FieldReader) -> ImageFormat {
        guard let name = fields.string("format", maximum: 64) else { return .png }
        if let format = ImageFormat(name: name), formats.contains(format) { return format }
        fields.fault("format", "format cannot be \"\(name)\"; allowed: png, svg")
        return .png
    }

    /// The name of the field that has the content.
    private static func source(_ fields: inout FieldReader, _ type: String) -> String {
        let isPlain = type == DataType.url.rawValue || type == DataType.text.rawValue
        return isPlain && fields.has("data") || !fields.has("payload") ? "data" : "payload"
    }

    /// `data` for addresses and texts, `payload` with the fields of every other type.
    private static func fixed(_ fields: inout FieldReader, _ name: String) -> Content? {
        // A payload that is no object is at fault, whether it is needed or not.
        let hasPayload = fields.value("payload") != nil
        guard fields.object("payload") != nil || !hasPayload, let type = DataType(rawValue: name) else { return nil }
        let source = source(&fields, name)
        guard let data = fields.value(source, required: true) else { return nil }
        if case .string(let text) = data, text.utf8.count > 2_048 {
            fields.fault(source, "\(source) has \(text.utf8.count) bytes; at most 2048 are allowed")
            return nil
        }
        let payload = fields.checked { () throws(CodeError) in
            // A static symbol leads nowhere by itself, so that one with the address of a code is no loop.
            try Payload(type, data: data, at: "/\(source)", refusing: OwnHosts(publicURLs: []))
        }
        return payload.map(Content.fixed)
    }

    private static func dynamic(_ fields: inout FieldReader, _ hosts: OwnHosts) -> Content? {
        guard fields.value("payload", required: true) != nil, let members = fields.object("payload") else {
            return nil
        }
        var payload = FieldReader(members, at: "/payload")
        let name = payload.string("name", maximum: 480, required: true)
        let text = payload.string("destination_url", maximum: Destination.maximumLength, required: true)
        let destination = text.flatMap { text in
            payload.checked { () throws(CodeError) in
                try Destination(text, at: "/payload/destination_url", refusing: hosts)
            }
        }
        if let name, name.count > 120 {
            payload.fault("name", "name has \(name.count) characters; at most 120 are allowed")
        }
        fields.add(payload.faults)
        guard let name, let destination else { return nil }
        return .dynamic(name: name, destination: destination)
    }
}
