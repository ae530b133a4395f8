// SPDX-License-Identifier: Apache-2.0

import Foundation

extension GS1DigitalLink {
    /// Reads and checks an http or https address.
    init(uri: String) throws(GS1Element.Refusal) {
        do throws(WebAddress.Refusal) {
            _ = try WebAddress(uri)
        } catch {
            throw .init(detail: error.detail)
        }
        let (address, fragment) = Self.split(uri[...], before: "#")
        let (whole, query) = Self.split(address, before: "?")
        // Scheme, an empty part between the slashes, and host come before the path.
        var parts = whole.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 3, parts.last == "" { parts.removeLast() }
        guard let start = Self.start(ofKeyIn: parts) else {
            throw .init(
                detail: "data has no identification key in its path, such as /01/09506000134352; one of the AIs "
                    + "\(GS1Key.allowed) must begin it")
        }
        let path = try Self.elements(ofPath: parts[start...])
        let (attributes, parameters) = try Self.elements(ofQuery: query.dropFirst())
        let elements = try GS1ElementString(path + attributes)
        try self.init(
            elements, stem: parts[..<start].joined(separator: "/"),
            tail: .init(parameters: parameters, fragment: String(fragment)), )
        try Self.checkPlaces(path, attributes, of: self)
    }

    /// Where the key stands: the first identifier of a key from which the rest of the path is pairs.
    private static func start(ofKeyIn parts: [Substring]) -> Int? {
        parts.indices.dropFirst(3).first {
            (parts.count - $0).isMultiple(of: 2) && GS1Key.qualifiers[String(parts[$0])] != nil
        }
    }

    private static func elements(ofPath parts: ArraySlice<Substring>) throws(GS1Element.Refusal) -> [GS1Element] {
        var elements: [GS1Element] = []
        for index in stride(from: parts.startIndex, to: parts.endIndex, by: 2) {
            guard let identifier = GS1Identifier.of(parts[index]) else {
                throw .init(
                    detail: "\"\(parts[index].prefix(20))\" in the path is not an application identifier of GS1")
            }
            elements.append(try GS1Element(identifier, decoded(parts[index + 1])))
        }
        return elements
    }

    /// Names in digits are identifiers; other parameters are the resolver's.
    private static func elements(
        ofQuery query: Substring
    ) throws(GS1Element.Refusal) -> ([GS1Element], parameters: [String]) {
        var elements: [GS1Element] = []
        var parameters: [String] = []
        for parameter in query.split(whereSeparator: { "&;".contains($0) }) {
            let (name, value) = split(parameter, before: "=")
            guard name.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), !name.isEmpty else {
                parameters.append(String(parameter))
                continue
            }
            guard let identifier = GS1Identifier.of(name) else {
                throw .init(detail: "AI \(name.prefix(20)) in the query is not an application identifier of GS1")
            }
            elements.append(try GS1Element(identifier, decoded(value.dropFirst())))
        }
        return (elements, parameters)
    }

    /// What stands in the path belongs there, in this order; and the rest does not.
    private static func checkPlaces(
        _ path: [GS1Element],
        _ attributes: [GS1Element],
        of link: GS1DigitalLink,
    ) throws(GS1Element.Refusal) {
        if let stray = link.path.first(where: attributes.contains) {
            throw .init(detail: "\(stray.identifier.name) must stand in the path, not in the query")
        }
        guard path != link.path else { return }
        let order = link.path.map(\.identifier.code).joined(separator: ", ")
        if let stray = path.first(where: { !link.path.contains($0) }) {
            throw .init(detail: "\(stray.identifier.name) must stand in the query, not in the path")
        }
        throw .init(detail: "the path must have its AIs in the order \(order)")
    }

    private static func decoded(_ text: Substring) throws(GS1Element.Refusal) -> String {
        guard let decoded = String(text).removingPercentEncoding else {
            throw .init(detail: "\"\(text.prefix(40))\" has a percent sign that encodes no character; write %25 for it")
        }
        return decoded
    }

    private static func split(_ text: Substring, before mark: Character) -> (Substring, Substring) {
        let end = text.firstIndex(of: mark) ?? text.endIndex
        return (text[..<end], text[end...])
    }
}
