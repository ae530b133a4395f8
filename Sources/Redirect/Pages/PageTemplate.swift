// SPDX-License-Identifier: Apache-2.0

/// Puts pages together: one template for all, small, without scripts, and nothing of the request in it.
struct PageTemplate: Sendable {
    /// The words of the page's language.
    let words: PageWords
    /// What the operator changed.
    let theme: PageTheme
    /// The `Content-Security-Policy` of pages without a form.
    let securityPolicy: String
    /// The same of the page with one.
    let formSecurityPolicy: String

    /// Makes a template.
    init(words: PageWords, theme: PageTheme = PageTheme()) {
        self.words = words
        self.theme = theme
        securityPolicy = theme.securityPolicy(form: false)
        formSecurityPolicy = theme.securityPolicy(form: true)
    }

    /// The page that says why there is nothing.
    func page(for notice: Notice) -> String {
        let message = words.message(of: notice)
        return page(title: message.title, content: paragraph(message.sentence))
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

    /// The page that asks for a password.
    func page(for question: PasswordQuestion) -> String {
        let words = words.passwordPage
        let problem =
            switch question {
            case .first: ""
            case .again: paragraph(words.wrong, "id=\"problem\" role=\"alert\"")
            case .later: paragraph(words.tooMany, "id=\"problem\" role=\"alert\"")
            }
        let described = question == .first ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\""
        // Without an action the form goes to the page's own address, query and all.
        let form = """
            <form method="post"><label for="password">\(HTMLText.escape(self.words.password))</label>\
            <input id="password" name="password" type="password" required maxlength="128" autofocus \
            autocomplete="current-password"\(described)>\
            <button>\(HTMLText.escape(words.button))</button></form>
            """
        return page(title: words.message.title, content: paragraph(words.message.sentence) + problem + form)
    }

    private func content(of network: WirelessNetwork) -> String {
        var terms = term(words.networkName, network.name)
        if let password = network.password { terms += term(words.password, password) }
        terms += term(words.security, network.security ?? words.openNetwork)
        let hint = network.isHidden ? paragraph(words.hiddenNetwork) : ""
        return "\(paragraph(words.network.sentence))\(hint)<dl>\(terms)</dl>"
    }

    private func paragraph(_ text: String, _ attributes: String = "") -> String {
        "<p\(attributes.isEmpty ? "" : " " + attributes)>\(HTMLText.escape(text))</p>"
    }

    private func term(_ name: String, _ value: String) -> String {
        "<dt>\(HTMLText.escape(name))</dt><dd class=\"payload\" dir=\"auto\">\(HTMLText.escape(value))</dd>"
    }

    private func page(title: String, content: String) -> String {
        let title = HTMLText.escape(title)
        let direction = words.isRightToLeft ? " dir=\"rtl\"" : ""
        return """
            <!doctype html>
            <html lang="\(HTMLText.escape(words.language))"\(direction)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title)</title>
            <style>\(theme.style)</style>
            </head>
            <body>\(banner)<main><h1>\(title)</h1>\(content)</main></body>
            </html>

            """
    }

    /// The operator's logo and name; empty where there is neither.
    private var banner: String {
        let name = theme.brand.map { HTMLText.escape($0) } ?? ""
        let logo = theme.logo.map { "<img src=\"\(HTMLText.escape($0))\" alt=\"\" height=\"40\">" } ?? ""
        return name.isEmpty && logo.isEmpty ? "" : "<header>\(logo)\(name)</header>"
    }

    /// The style sheet without the operator's color.
    static let style = """
        :root{color-scheme:light dark;--accent:#1b1b1f}\
        body{margin:0;min-height:100vh;display:grid;place-content:center;font:1.125rem/1.5 system-ui,sans-serif;\
        color:#1b1b1f;background:#fff}\
        header{display:flex;gap:.75rem;align-items:center;padding:0 2rem;font-weight:600}\
        main{box-sizing:border-box;max-width:34rem;padding:1.5rem 2rem;margin:1rem 0;border-inline-start:4px solid var(--accent)}\
        h1{margin:0 0 .75rem;font-size:1.75rem;line-height:1.2}\
        dt,label{display:block;margin-top:1rem;font-size:1rem}label{margin-bottom:.4rem}\
        dd{margin:0;font-weight:600}\
        input,button{box-sizing:border-box;width:100%;padding:.6rem .8rem;font:inherit;color:inherit;background:inherit;\
        border:2px solid var(--accent);border-radius:.4rem}\
        button{margin-top:1rem;font-weight:600;cursor:pointer}\
        :focus-visible{outline:3px solid #4c8dff;outline-offset:2px}\
        [role=alert]{font-weight:600}\
        .payload{white-space:pre-wrap;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}\
        @media (prefers-color-scheme:dark){:root{--accent:#f4f4f6}body{color:#f4f4f6;background:#16161a}}
        """
}

/// How often the password was asked for already.
enum PasswordQuestion: Sendable, Hashable, CaseIterable {
    /// Not yet.
    case first
    /// The last answer was wrong.
    case again
    /// Too many answers were wrong.
    case later
}
