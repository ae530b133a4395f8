// SPDX-License-Identifier: Apache-2.0

extension DescriptionPage {
    func operations(tagged tag: String) -> [DescribedOperation] {
        DescribedOperation.all(of: document).filter { $0.node["tags"]?.elements.first?.text == tag }
    }

    /// An operation, folded to its method, path and summary.
    func html(of operation: DescribedOperation) -> String {
        """
        <details class="operation" id="\(operation.node.text("operationId"))">
        <summary>\(Self.head(of: operation))</summary>
        \(Self.paragraphs(operation.node.text("description")))
        <p class="note">\(Self.note(on: operation))</p>
        <h4>Example</h4>
        <pre tabindex="0"><code>\(Self.escape(command(for: operation)))</code></pre>
        \(parameters(of: operation))
        \(request(of: operation))
        \(responses(of: operation))
        </details>
        """
    }

    /// What webhooks are sent.
    var messageSection: String {
        let messages = DescribedOperation.all(of: document, in: "webhooks").map { message in
            """
            <details class="operation" id="\(message.node.text("operationId"))">
            <summary><code class="path">\(Self.escape(message.path))</code> \(Self.prose(message.node.text("summary")))</summary>
            \(parameters(of: message))
            \(request(of: message))
            </details>
            """
        }
        return "<section id=\"messages\"><h2>Messages to webhooks</h2>\n\(messages.joined(separator: "\n"))</section>\n"
    }

    /// The errors, which operations name by their status.
    var errorSection: String {
        let shown = (document["components"]?["responses"]?.members ?? []).map { name, response in
            let schemas = (response["content"]?.members ?? []).map { type(of: $0.node["schema"]) }
            return """
                <li id="response-\(name)"><strong>\(name)</strong>: \(Self.prose(response.text("description")))
                \(schemas.joined(separator: ", "))</li>
                """
        }
        return """
            <section id="errors"><h2>Errors</h2>
            <ul>\(shown.joined(separator: "\n"))</ul>
            </section>

            """
    }

    private static func head(of operation: DescribedOperation) -> String {
        let method = operation.method
        return "<span class=\"method \(method)\">\(method.uppercased())</span> "
            + "<code class=\"path\">\(escape(operation.path))</code> "
            + "<span class=\"what\">\(prose(operation.node.text("summary")))</span>"
    }

    private static func note(on operation: DescribedOperation) -> String {
        let name = "<code>\(operation.node.text("operationId"))</code>"
        guard let scope = operation.scope else { return "\(name) · needs no key" }
        return "\(name) · needs a key with the scope <code>\(scope)</code>"
    }

    private func parameters(of operation: DescribedOperation) -> String {
        guard !operation.parameters.isEmpty else { return "" }
        let rows = operation.parameters.map { parameter in
            let schema = parameter["schema"] ?? parameter["content"]?["application/json"]?["schema"]
            return Self.row(
                parameter.text("name"), isRequired: parameter["required"] != nil,
                "\(parameter.text("in")), \(type(of: schema))", Self.prose(parameter.text("description")), )
        }
        return "<h4>Parameters</h4>" + Self.table(rows)
    }

    private func request(of operation: DescribedOperation) -> String {
        guard let body = operation.node["requestBody"] else { return "" }
        return "<h4>Body</h4>\(Self.paragraphs(body.text("description")))"
            + contents(body["content"]).map { "<p>\($0.head)</p>\($0.fields)" }.joined()
    }

    private func responses(of operation: DescribedOperation) -> String {
        let all = operation.node["responses"]?.members ?? []
        let own = all.filter { $0.node.reference == nil }.map { status, response in
            "<dt>\(status)</dt><dd>\(success(response))</dd>"
        }
        let errors = all.compactMap { status, response in
            response.reference.map { "<a href=\"#response-\($0)\">\(status == "default" ? "others" : status)</a>" }
        }
        let refused = errors.isEmpty ? "" : "<dt>Errors</dt><dd>\(errors.joined(separator: ", "))</dd>"
        return "<h4>Answers</h4><dl>\(own.joined())\(refused)</dl>"
    }

    private func success(_ response: DescriptionNode) -> String {
        let headers = (response["headers"]?.members ?? []).map { "<code>\($0.name)</code>" }
        let list = headers.isEmpty ? "" : "<p class=\"note\">Headers: \(headers.joined(separator: ", "))</p>"
        let bodies = contents(response["content"]).map { "<p>\($0.head)</p>\($0.fields)\($0.example)" }
        return "<p>\(Self.prose(response.text("description")))</p>\(bodies.joined())\(list)"
    }

    /// The forms of a body; those that are alike in one line.
    private func contents(_ node: DescriptionNode?) -> [(head: String, fields: String, example: String)] {
        let members = node?.members ?? []
        let plain = members.filter { $0.node["schema"]?["properties"] == nil && example(of: $0.node) == nil }
        let plainTypes = plain.map { "<code>\(Self.escape($0.name))</code>\(typeAfterColon($0.node["schema"]))" }
        let rich = members.filter { name, _ in !plain.contains { $0.name == name } }.map { name, content in
            let shown = example(of: content).map { "<details><summary>Example</summary>\(Self.block($0))</details>" }
            return (
                "<code>\(Self.escape(name))</code>\(typeAfterColon(content["schema"]))",
                fields(of: content["schema"]), shown ?? "",
            )
        }
        return rich + (plainTypes.isEmpty ? [] : [(plainTypes.joined(separator: ", "), "", "")])
    }

    private func typeAfterColon(_ schema: DescriptionNode?) -> String {
        guard let schema, schema["properties"] == nil else { return "" }
        return ": " + type(of: schema)
    }

    private static func block(_ text: String) -> String { "<pre tabindex=\"0\"><code>\(escape(text))</code></pre>" }
}
