// SPDX-License-Identifier: Apache-2.0

extension GS1DigitalLink {
    /// Checks a link, or makes one of an element string such as `(01)09506000134352(10)ABC`.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        do throws(GS1Element.Refusal) {
            guard text.hasPrefix("(") else { return try GS1DigitalLink(uri: text).uri }
            return try GS1DigitalLink(GS1ElementString(text), stem: defaultStem).uri
        } catch {
            throw .invalid(pointer, error.detail)
        }
    }

    /// Fields: `domain`, the address in front of the path (default `https://id.gs1.org`), and the identifiers, each by its
    /// digits (`"01"`, `"10"`) or one of the names of ``GS1Key/names``.
    static func compose(_ fields: inout FieldReader, _ members: [String: JSONValue]) -> String? {
        let stem = stem(&fields)
        var elements: [GS1Element] = []
        for name in members.keys.sorted() {
            if let element = element(name, &fields) { elements.append(element) }
        }
        // The link's own faults matter only when its parts have none.
        guard let stem, fields.faults.isEmpty else { return nil }
        do throws(GS1Element.Refusal) {
            return try GS1DigitalLink(GS1ElementString(elements), stem: stem).uri
        } catch {
            fields.fault("01", error.detail)
            return nil
        }
    }

    private static func stem(_ fields: inout FieldReader) -> String? {
        guard fields.has("domain") else { return defaultStem }
        guard let text = fields.webAddress("domain") else { return nil }
        guard !text.contains(where: { "?#".contains($0) }) else {
            fields.fault("domain", "domain has a query or a fragment; only scheme, host and path are allowed")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func element(_ name: String, _ fields: inout FieldReader) -> GS1Element? {
        let code = GS1Key.names[name] ?? name
        guard code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), !code.isEmpty else { return nil }
        guard let identifier = GS1Identifier.of(code) else {
            _ = fields.has(name)
            fields.fault(
                name, "AI \(name.prefix(20)) is not an application identifier of GS1, such as 01 or 10", kind: .unknown,
            )
            return nil
        }
        guard let value = fields.line(name, maximum: identifier.format.length.upperBound, required: true) else {
            return nil
        }
        do throws(GS1Element.Refusal) {
            return try GS1Element(identifier, value)
        } catch {
            fields.fault(name, error.detail)
            return nil
        }
    }
}
