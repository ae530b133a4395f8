// SPDX-License-Identifier: Apache-2.0

/// Data in elements, each behind its application identifier: what a GS1 symbol holds.
package struct GS1ElementString: Sendable, Hashable {
    /// The elements in their order, no identifier twice.
    let elements: [GS1Element]

    /// Reads a text such as `(01)09506000134352(10)ABC`.
    /// - Parameters:
    ///   - text: identifiers in parentheses, their data behind them.
    ///   - pointer: where the text stood in the request, for the error.
    /// - Throws: ``CodeError/invalid(_:)`` that names the identifier and what is allowed.
    package init(_ text: String, at pointer: String) throws(CodeError) {
        do throws(GS1Element.Refusal) {
            try self.init(text)
        } catch {
            throw .invalid(pointer, error.detail)
        }
    }

    /// Takes elements; no identifier may stand twice.
    init(_ elements: [GS1Element]) throws(GS1Element.Refusal) {
        var seen: Set<String> = []
        for element in elements where !seen.insert(element.identifier.code).inserted {
            throw .init(detail: "\(element.identifier.name) is given twice")
        }
        self.elements = elements
    }

    init(_ text: String) throws(GS1Element.Refusal) {
        guard text.hasPrefix("("), text.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else {
            throw .init(detail: "data is not of the form (01)09506000134352(10)ABC, in printable ASCII without spaces")
        }
        var elements: [GS1Element] = []
        // A parenthesis that no identifier follows belongs to the data.
        for match in text.matches(of: /\(([0-9]{2,4})\)(.*?)(?=\([0-9]{2,4}\)|$)/) {
            guard let identifier = GS1Identifier.of(match.output.1) else {
                throw .init(detail: "AI \(match.output.1) is not an application identifier of GS1")
            }
            elements.append(try GS1Element(identifier, String(match.output.2)))
        }
        guard !elements.isEmpty else {
            throw .init(detail: "data does not begin with an application identifier such as (01)")
        }
        try self.init(elements)
    }

    /// The form with parentheses, for people.
    package var text: String { elements.map { "(\($0.identifier.code))\($0.value)" }.joined() }

    /// What a symbol with FNC1 in first position holds: the separator U+001D after every element whose length does not
    /// follow from its identifier, except the last.
    package var message: String {
        elements.enumerated().map { index, element in
            let isOpen = index < elements.count - 1 && !element.identifier.hasPredefinedLength
            return element.identifier.code + element.value + (isOpen ? "\u{1D}" : "")
        }
        .joined()
    }
}
