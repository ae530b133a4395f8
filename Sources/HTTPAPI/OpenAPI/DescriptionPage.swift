// SPDX-License-Identifier: Apache-2.0

import Redirect

/// The description as a page: the operations of each dialect by their tags, then the schemas that they speak of.
///
/// It has no script and loads nothing. Folding is the browser's own.
struct DescriptionPage {
    let document: DescriptionNode

    init(_ document: DescriptionNode) { self.document = document }

    /// The whole page.
    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Waymark: the interface</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <a class="skip" href="#all-operations">Skip to the operations</a>
        <header>
        <h1>Waymark \(Self.escape(document["info"]?.text("version") ?? ""))</h1>
        <p>\(Self.prose(document["info"]?.text("summary") ?? ""))</p>
        </header>
        \(navigation)
        <main>
        \(introduction)
        <div id="all-operations">
        \(groups.map(section).joined())
        </div>
        \(messageSection)
        \(errorSection)
        \(schemaSection)
        </main>
        </body>
        </html>

        """
    }

    /// A dialect, with its tags.
    typealias Group = (name: String, tags: [String])

    private var groups: [Group] {
        (document["x-tagGroups"]?.elements ?? []).map { ($0.text("name"), $0["tags"]?.elements.map(\.text) ?? []) }
    }

    private var navigation: String {
        let lists = groups.map { group in
            let links = group.tags.map { "<li><a href=\"#\(Self.anchor($0))\">\(Self.escape($0))</a></li>" }
            return "<h2>\(Self.escape(group.name))</h2><ul>\(links.joined())</ul>"
        }
        return """
            <nav aria-label="Parts of the interface">
            \(lists.joined(separator: "\n"))
            <h2>What they speak of</h2>
            <ul><li><a href="#messages">Messages to webhooks</a></li><li><a href="#errors">Errors</a></li>\
            <li><a href="#schemas">Schemas</a></li></ul>
            </nav>
            """
    }

    private var introduction: String {
        """
        <section>
        \(Self.paragraphs(document["info"]?.text("description") ?? ""))
        <p>For programs: <a href="/openapi.json">/openapi.json</a>, OpenAPI 3.1. Every error code and what to do about it:
        <a href="/docs/errors">/docs/errors</a>. In the examples <code>$WAYMARK</code> is the address of the server, and
        <code>$KEY</code> a key.</p>
        </section>
        """
    }

    private func section(of group: Group) -> String {
        "<h2>\(Self.escape(group.name))</h2>\n" + group.tags.map(section(ofTag:)).joined()
    }

    private func section(ofTag tag: String) -> String {
        let described = document["tags"]?.elements.first { $0.text("name") == tag }
        return """
            <section id="\(Self.anchor(tag))">
            <h3>\(Self.escape(tag))</h3>
            \(Self.paragraphs(described?.text("description") ?? ""))
            \(operations(tagged: tag).map(html).joined(separator: "\n"))
            </section>

            """
    }
}

extension DescriptionPage {
    /// The name of a place in the page.
    static func anchor(_ name: String) -> String {
        String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }

    static func escape(_ text: String) -> String { HTMLText.escape(text) }

    /// A text with code between backticks.
    static func prose(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            let escaped = escape(String(part))
            return index.isMultiple(of: 2) ? escaped : "<code>\(escaped)</code>"
        }.joined()
    }

    /// The same, an empty line between paragraphs.
    static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n\n").map { "<p>\(prose(String($0)))</p>" }.joined(separator: "\n")
    }
}
