// SPDX-License-Identifier: Apache-2.0

import Codes

extension DescriptionPage {
    /// All schemas that have a name.
    var schemaSection: String {
        let schemas = (document["components"]?["schemas"]?.members ?? []).map { name, schema in
            """
            <details class="schema" id="schema-\(name)">
            <summary>\(name)</summary>
            \(Self.paragraphs(schema.text("description")))
            <p>\(type(of: schema))</p>
            \(fields(of: schema))
            </details>
            """
        }
        return "<section id=\"schemas\"><h2>Schemas</h2>\n\(schemas.joined(separator: "\n"))</section>\n"
    }

    /// A table of the members of an object, the required ones first; empty where the schema names none.
    func fields(of schema: DescriptionNode?) -> String {
        guard let schema, let properties = schema["properties"]?.members, !properties.isEmpty else { return "" }
        let required = Set(schema["required"]?.elements.map(\.text) ?? [])
        let ordered =
            properties.filter { required.contains($0.name) } + properties.filter { !required.contains($0.name) }
        return Self.table(
            ordered.map { name, field in
                let inner = fields(of: field["properties"] == nil ? field["items"] : field)
                let isRequired = required.contains(name)
                return Self.row(
                    name, isRequired: isRequired, type(of: field), Self.prose(field.text("description")) + inner, )
            }
        )
    }

    /// What a value is, in words.
    func type(of schema: DescriptionNode?) -> String {
        guard let schema else { return "anything" }
        if let name = schema.reference { return "<a href=\"#schema-\(name)\">\(name)</a>\(Self.standard(of: schema))" }
        if let value = schema["const"] { return Self.code(value) }
        if let values = schema["enum"]?.elements {
            return values.map(Self.code).joined(separator: ", ") + Self.standard(of: schema)
        }
        if let choices = schema["anyOf"]?.elements {
            return choices.map { type(of: $0) }.joined(separator: " or ") + Self.standard(of: schema)
        }
        let parts = (schema["allOf"]?.elements ?? []).map { type(of: $0) }
        guard parts.isEmpty else {
            return parts.joined(separator: " and ") + (schema["properties"] == nil ? "" : " and these fields")
        }
        return kinds(of: schema) + Self.bounds(of: schema) + Self.standard(of: schema)
    }

    static func table(_ rows: [String]) -> String { "<div class=\"table\"><table>\(rows.joined())</table></div>" }

    static func row(_ name: String, isRequired: Bool, _ kind: String, _ text: String) -> String {
        let mark = isRequired ? " <span class=\"required\">required</span>" : ""
        return "<tr><th scope=\"row\"><code>\(escape(name))</code>\(mark)</th><td>\(kind)</td><td>\(text)</td></tr>"
    }

    private func kinds(of schema: DescriptionNode) -> String {
        let single = schema.text("type")
        let names = single.isEmpty ? schema["type"]?.elements.map(\.text) ?? [] : [single]
        let words = names.map { name in
            switch name {
            case "array": "list of \(type(of: schema["items"]))"
            case "object":
                schema["additionalProperties"]?.value.members == nil
                    ? "object" : "object of \(type(of: schema["additionalProperties"]))"
            default: name
            }
        }
        return words.isEmpty ? "anything" : words.joined(separator: " or ")
    }

    private static func bounds(of schema: DescriptionNode) -> String {
        var words: [String] = []
        if let format = schema["format"]?.text { words.append(format) }
        if let pattern = schema["pattern"] { words.append("<code>\(escape(pattern.text))</code>") }
        let bounds = [
            ("minimum", "maximum", ""),
            ("minLength", "maxLength", " characters"),
            ("minItems", "maxItems", " entries"),
        ]
        for (least, most, unit) in bounds {
            switch (schema[least], schema[most]) {
            case (let low?, let high?): words.append("\(low.json) to \(high.json)\(unit)")
            case (let low?, nil): words.append("at least \(low.json)\(unit)")
            case (nil, let high?): words.append("at most \(high.json)\(unit)")
            case (nil, nil): continue
            }
        }
        return words.map { ", " + $0 }.joined()
    }

    private static func standard(of schema: DescriptionNode) -> String {
        schema["default"].map { "; \(code($0)) unless it is given" } ?? ""
    }

    private static func code(_ node: DescriptionNode) -> String {
        "<code>\(escape(node.text.isEmpty ? node.json : node.text))</code>"
    }
}
