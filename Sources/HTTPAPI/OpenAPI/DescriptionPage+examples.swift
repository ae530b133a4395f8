// SPDX-License-Identifier: Apache-2.0

extension DescriptionPage {
    /// The example of a body, as text; nil where there is none.
    func example(of content: DescriptionNode) -> String? {
        let named = content["examples"]?.members.first.map { document.resolved($0.node)["value"] } ?? nil
        guard let example = content["example"] ?? named else { return nil }
        return example.text.isEmpty || content["schema"]?.text("type") != "string" ? example.json : example.text
    }

    /// A call of curl that does what an operation does.
    func command(for operation: DescribedOperation) -> String {
        var words = ["curl"]
        if operation.method != "get" { words.append("-X \(operation.method.uppercased())") }
        words.append("\"$WAYMARK\(address(of: operation))\"")
        var lines = [words.joined(separator: " ")]
        if operation.scope != nil { lines.append("-H \"Authorization: Bearer $KEY\"") }
        lines += body(of: operation)
        return lines.joined(separator: " \\\n  ")
    }

    /// The path and the query, with the examples of parameters in their places.
    private func address(of operation: DescribedOperation) -> String {
        var (path, query) = (operation.path, [String]())
        for parameter in operation.parameters {
            guard let example = parameter["example"] else { continue }
            let (name, text) = (parameter.text("name"), example.text.isEmpty ? example.json : example.text)
            if parameter.text("in") == "path" { path = path.replacing("{\(name)}", with: text) }
            if parameter.text("in") == "query" { query.append("\(name)=\(text)") }
        }
        return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    private func body(of operation: DescribedOperation) -> [String] {
        let contents = operation.node["requestBody"]?["content"]
        let examples = (contents?.members ?? []).compactMap { name, content in
            example(of: content).map { (name: name, text: $0) }
        }
        guard let chosen = examples.first(where: { $0.name == "application/json" }) ?? examples.first else { return [] }
        if chosen.name == "application/x-www-form-urlencoded" {
            let fields = contents?[chosen.name]?["example"]?.members ?? []
            return fields.map { "--data-urlencode \(Self.quoted("\($0.name)=\($0.node.text)"))" }
        }
        let flag = chosen.name == "text/csv" ? "--data-binary" : "-d"
        return ["-H \"Content-Type: \(chosen.name)\"", "\(flag) \(Self.quoted(chosen.text))"]
    }

    /// A word of a shell that stands for itself.
    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "'\\''"))'"
    }
}
