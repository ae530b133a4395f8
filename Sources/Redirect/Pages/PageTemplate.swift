// SPDX-License-Identifier: Apache-2.0

/// Puts pages together: one template for all, small, without scripts, and nothing of the request in it.
struct PageTemplate: Sendable {
    /// The words of the page's language.
    let words: PageWords

    /// The page that says why there is nothing.
    func page(for notice: Notice) -> String {
        let message = words.message(of: notice)
        return page(title: message.title, content: "<p>\(HTMLText.escape(message.sentence))</p>")
    }

    /// The page that shows a payload.
    func page(for payload: PayloadPage) -> String {
        switch payload {
        case .text(let text):
            // `dir=auto`: the text's own first strong letter decides the direction, not the page's language.
            page(title: words.text, content: "<p class=\"payload\" dir=\"auto\">\(HTMLText.escape(text))</p>")
        case .network(let network):
            page(title: words.network.title, content: content(of: network))
        }
    }

    private func content(of network: WirelessNetwork) -> String {
        var terms = term(words.networkName, network.name)
        if let password = network.password { terms += term(words.password, password) }
        terms += term(words.security, network.security ?? words.openNetwork)
        let hint = network.isHidden ? "<p>\(HTMLText.escape(words.hiddenNetwork))</p>" : ""
        return "<p>\(HTMLText.escape(words.network.sentence))</p>\(hint)<dl>\(terms)</dl>"
    }

    private func term(_ name: String, _ value: String) -> String {
        "<dt>\(HTMLText.escape(name))</dt><dd class=\"payload\" dir=\"auto\">\(HTMLText.escape(value))</dd>"
    }

    private func page(title: String, content: String) -> String {
        let title = HTMLText.escape(title)
        return """
            <!doctype html>
            <html lang="\(HTMLText.escape(words.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body><main><h1>\(title)</h1>\(content)</main></body>
            </html>

            """
    }

    /// The style sheet.
    ///
    /// ``securityPolicy`` names its digest: change both together.
    static let style = """
        :root{color-scheme:light dark}\
        body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.125rem/1.5 system-ui,sans-serif;\
        color:#1b1b1f;background:#fff}\
        main{max-width:34rem;padding:2rem}\
        h1{margin:0 0 .75rem;font-size:1.75rem;line-height:1.2}\
        dt{margin-top:1rem;font-size:1rem}\
        dd{margin:0;font-weight:600}\
        .payload{white-space:pre-wrap;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}\
        @media (prefers-color-scheme:dark){body{color:#f4f4f6;background:#16161a}}
        """

    /// The `Content-Security-Policy` of every page: nothing may be loaded, run, framed or sent; the one style sheet is
    /// named by its SHA-256, so that nothing a payload could smuggle in is ever applied.
    static let securityPolicy = """
        default-src 'none'; style-src 'sha256-NBsBYeZtX2u+us3qqDq8RbN1AJ/ApLsAchy+/1PrgLI='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
}
