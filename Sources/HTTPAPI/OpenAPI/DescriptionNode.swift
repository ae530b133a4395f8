// SPDX-License-Identifier: Apache-2.0

import Codes

/// A part of the description, as its page reads it: what is missing is empty.
struct DescriptionNode: Sendable {
    let value: JSONValue

    /// A member; nil where there is none.
    subscript(name: String) -> DescriptionNode? { value.members?[name].map(DescriptionNode.init) }

    /// A member that is a text.
    func text(_ name: String) -> String { self[name]?.text ?? "" }

    /// The text itself.
    var text: String { if case .string(let text) = value { text } else { "" } }

    /// The elements of a list.
    var elements: [DescriptionNode] {
        if case .array(let elements) = value { elements.map(DescriptionNode.init) } else { [] }
    }

    /// The members, by name.
    var members: [(name: String, node: DescriptionNode)] {
        (value.members ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, DescriptionNode(value: $0.value)) }
    }

    /// The value as JSON of one line.
    var json: String { JSONWriter.text(value) }

    /// The name of the component that is meant; nil where the part stands here itself.
    var reference: String? { self["$ref"]?.text.split(separator: "/").last.map(String.init) }

    /// The component that a part of this document means, or the part where it stands there itself.
    func resolved(_ part: DescriptionNode) -> DescriptionNode {
        guard let path = part["$ref"]?.text.split(separator: "/").dropFirst() else { return part }
        return path.reduce(self as DescriptionNode?) { node, name in node?[String(name)] } ?? part
    }
}
