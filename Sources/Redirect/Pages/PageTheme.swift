// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// What an operator may change about the pages that scanners see.
package struct PageTheme: Sendable, Hashable {
    /// The name that stands above every page: at most 60 characters; nil for none.
    package let brand: String?
    /// The color of headings and buttons, as `#` and six hexadecimal digits; nil for the text's own.
    package let accent: String?
    /// The address of a logo, https; nil for none.
    package let logo: String?

    /// Makes a theme of checked values; by default the plain one.
    package init(brand: String? = nil, accent: String? = nil, logo: String? = nil) {
        self.brand = brand
        self.accent = accent
        self.logo = logo
    }

    /// The style sheet: the same for every page.
    ///
    /// The accent colors edges and the button, never words, so that no color an operator chooses makes a text unreadable.
    var style: String { PageTemplate.style + (accent.map { ":root{--accent:\($0)}" } ?? "") }

    /// The `Content-Security-Policy` of every page: nothing may be loaded, run or framed but the one style sheet, named
    /// by its SHA-256, and the logo; so nothing that a payload could smuggle in is ever applied.
    ///
    /// - Parameter form: whether the page has the form that asks for a password. Its answer leads to another site, and
    ///   browsers hold that against `form-action`, so the directive is left out there.
    /// - Returns: the header's value.
    func securityPolicy(form: Bool) -> String {
        let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        var policy = "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; frame-ancestors 'none'"
        if let logo { policy += "; img-src \(logo.prefix { $0 != "?" && $0 != "#" && $0 != ";" && $0 != "," })" }
        return form ? policy : policy + "; form-action 'none'"
    }
}
