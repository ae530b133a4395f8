// SPDX-License-Identifier: Apache-2.0

/// A code that is about to be made: it can only be put together valid.
package struct CodeDraft: Sendable, Hashable {
    /// The id that the caller chose; nil to have one made.
    package let slug: CodeID?
    /// What a scan leads to.
    package let payload: Payload
    /// Everything else that was set.
    package let settings: CodeSettings

    /// Makes a draft from checked parts.
    package init(slug: CodeID?, payload: Payload, settings: CodeSettings) {
        self.slug = slug
        self.payload = payload
        self.settings = settings
    }

    /// Reads the fields of a creating request.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault, unknown fields included.
    package init(fields members: [String: JSONValue], rules: CodeRules) throws(CodeError) {
        var fields = FieldReader(members)
        let type: DataType = fields.choice("dataType") ?? .url
        let payload: Payload? = fields.value("data", required: true).flatMap { data in
            fields.checked { () throws(CodeError) in try Payload(type, data: data, refusing: rules.hosts) }
        }
        let slug = fields.string("slug", maximum: 64).flatMap { text in
            fields.checked { () throws(CodeError) in try CodeID(slug: text) }
        }
        var settings = CodeSettings(imageFormat: rules.styles.imageFormats.first ?? "png")
        settings.read(&fields, rules: rules)
        try fields.finish()
        guard let payload else { throw .invalid("/data", "data is required", kind: .missing) }
        self.init(slug: slug, payload: payload, settings: settings)
    }
}

extension FieldReader {
    /// Runs a check of the rules and keeps its faults among this reader's.
    package mutating func checked<Value>(_ check: () throws(CodeError) -> Value) -> Value? {
        do {
            return try check()
        } catch .invalid(let faults) {
            add(faults)
        } catch {
            // Checks of single fields refuse with `.invalid` only; anything else is a fault of the whole request.
            add([FieldFault("", "\(error)")])
        }
        return nil
    }
}
