// SPDX-License-Identifier: Apache-2.0

/// An operation of the description: a method of a path.
struct DescribedOperation {
    let path: String
    /// The method, in lower case.
    let method: String
    /// Everything that is said of it.
    let node: DescriptionNode
    /// The parameters, those of the path first; references are followed.
    let parameters: [DescriptionNode]

    /// The methods in the order in which they are shown.
    static let methods = ["get", "post", "put", "patch", "delete"]

    /// The operations of a document, or the messages of one, by path and method.
    static func all(of document: DescriptionNode, in section: String = "paths") -> [DescribedOperation] {
        (document[section]?.members ?? []).flatMap { path, item in
            methods.compactMap { method in
                item[method].map { node in
                    let given = (item["parameters"]?.elements ?? []) + (node["parameters"]?.elements ?? [])
                    return DescribedOperation(
                        path: path, method: method, node: node, parameters: given.map(document.resolved), )
                }
            }
        }
    }

    /// What the key has to be allowed; nil where none is needed.
    var scope: String? {
        node["security"]?.elements.first?.members.first?.node.elements.first?.text
    }
}
