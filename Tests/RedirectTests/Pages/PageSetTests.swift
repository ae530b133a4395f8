// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Redirect

@Suite("languages and themes of pages")
struct PageSetTests {
    private let pages = PageSet()

    @Test(
        "the language that is liked best and is there",
        arguments: [
            ("", "en"), ("fr", "fr"), ("FR-ca,en;q=0.8", "fr"), ("nl, de;q=0.5, en;q=0.4", "de"),
            ("en;q=0.1,es;q=0.9", "es"), ("pt-BR,pt;q=0.9", "pt"), ("zh-Hans-CN", "zh"), ("ja;q=0", "en"),
            ("ar;q=1.000", "ar"), ("*", "en"), ("fra", "en"), (",;=,q=9", "en"), ("de;q=0.333,fr;q=0.334", "fr"),
            ("xx;q=1, de ; q=0.7", "de"),
        ], )
    func choice(_ header: String, _ language: String) {
        #expect(pages.template(for: header).words.language == language)
    }

    @Test("the preferred language of a rule is the first of the best")
    func preferred() {
        #expect(AcceptedLanguages.preferred(in: "en;q=0.5, pt-BR, fr") == "pt-br")
        #expect(AcceptedLanguages.preferred(in: "") == nil)
    }

    @Test("every page of every language is small, and says its language and direction", arguments: PageWords.all)
    func sizes(_ words: PageWords) {
        let theme = PageTheme(brand: "Müller & <Söhne>", accent: "#0055aa", logo: "https://example.com/logo.svg")
        let template = PageTemplate(words: words, theme: theme)
        let pages =
            Notice.allCases.map { template.page(for: $0) }
            + PasswordQuestion.allCases.map { template.page(for: $0) }
        for page in pages {
            #expect(page.utf8.count < 4_096)
            #expect(page.contains("<html lang=\"\(words.language)\"\(words.isRightToLeft ? " dir=\"rtl\"" : "")>"))
            #expect(page.contains("Müller &amp; &lt;Söhne&gt;"))
            #expect(!page.contains("<script"))
        }
        #expect(template.securityPolicy.contains("; img-src https://example.com/logo.svg;"))
        #expect(template.securityPolicy.contains("form-action 'none'"))
        #expect(!template.formSecurityPolicy.contains("form-action"))
    }

    @Test("no language lacks a word, and none has another's")
    func translated() {
        for words in PageWords.all.dropFirst() {
            let english = PageWords.english
            #expect(words.unknown != english.unknown && words.paused != english.paused)
            #expect(words.ended != english.ended && words.unavailable != english.unavailable)
            #expect(words.passwordPage.message != english.passwordPage.message)
        }
        #expect(Set(PageWords.all.map(\.unknown.sentence)).count == 8)
    }
}
