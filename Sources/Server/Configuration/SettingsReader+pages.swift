// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Redirect

extension SettingsReader {
    /// The secret; never shown.
    mutating func secret() -> String? {
        guard let text = given(.secret) else { return nil }
        list(.secret, "(set)")
        if text.utf8.count >= ServerSecret.shortest { return text }
        problem(.secret, "the secret has \(text.utf8.count) bytes; give at least \(ServerSecret.shortest)")
        return nil
    }

    /// What the operator changed about the pages that scanners see.
    mutating func pageTheme() -> PageTheme {
        let brand = text(.pageBrand, allowed: "at most 60 characters on one line") { text in
            (1...60).contains(text.count) && !text.containsControlCharacter ? text : nil
        }
        let accent = text(.pageAccent, allowed: "a color such as #0055aa") { text in
            text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
                ? text : nil
        }
        let logo = text(.pageLogo, allowed: "an https address such as https://example.com/logo.svg") {
            text -> String? in
            guard let parts = URLComponents(string: text), parts.scheme == "https", parts.host?.isEmpty == false,
                text.utf8.count <= 512, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                !text.contains(where: { ";,'\"".contains($0) })
            else { return nil }
            return text
        }
        return PageTheme(brand: brand, accent: accent, logo: logo)
    }
}
