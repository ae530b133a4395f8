// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("/docs")
struct DescriptionPageTests {
    private let document = DescriptionNode(value: APIDescription.document(version: "1.2.3"))

    private var html: String { DescriptionPage(document).html }

    private func values(of attribute: String, in html: String) -> [String] {
        html.components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    @Test("every operation, message, schema and error has its place, and every link within the page leads to one")
    func places() {
        let html = html
        let ids = values(of: "id", in: html)
        #expect(Set(ids).count == ids.count)
        let operations = DescribedOperation.all(of: document) + DescribedOperation.all(of: document, in: "webhooks")
        for operation in operations { #expect(ids.contains(operation.node.text("operationId"))) }
        let links = values(of: "href", in: html).filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
        #expect(Set(links).subtracting(ids) == [])
        #expect(links.contains("schema-Code") && links.contains("response-Problem401") && links.contains("codes"))
    }

    @Test("it loads nothing, and runs nothing")
    func closed() {
        let html = html
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<link"))
        #expect(!html.contains("url(") && !html.contains(" src="))
        let links = values(of: "href", in: html)
        #expect(links.allSatisfy { $0.hasPrefix("#") || ["/openapi.json", "/docs/errors"].contains($0) })
    }

    private func count(_ text: String, in html: String) -> Int { html.components(separatedBy: text).count - 1 }

    @Test("every opened element is closed")
    func balanced() {
        let html = html
        for name in ["details", "summary", "table", "tr", "td", "dl", "ul", "section", "pre", "code", "a", "p"] {
            let opened = count("<\(name)>", in: html) + count("<\(name) ", in: html)
            #expect(opened == count("</\(name)>", in: html), "\(name)")
        }
    }

    @Test("text is escaped, and code stands between backticks")
    func prose() {
        #expect(DescriptionPage.prose("a <b> `x & y` \"c\"") == "a &lt;b&gt; <code>x &amp; y</code> &quot;c&quot;")
    }

    @Test("examples are calls of curl that can be copied")
    func commands() throws {
        let page = DescriptionPage(document)
        let operations = DescribedOperation.all(of: document)
        func command(_ name: String) throws -> String {
            page.command(for: try #require(operations.first { $0.node.text("operationId") == name }))
        }
        #expect(
            try command("setDestination") == #"""
                curl -X PUT "$WAYMARK/api/qr/codes/spring-poster" \
                  -H "Authorization: Bearer $KEY" \
                  -H "Content-Type: application/json" \
                  -d '{"destination":"https://example.com/summer"}'
                """#
        )
        #expect(try command("getHealth") == #"curl "$WAYMARK/healthz""#)
        #expect(
            try command("submitPassword") == #"""
                curl -X POST "$WAYMARK/r/spring-poster" \
                  --data-urlencode 'password=open-sesame'
                """#
        )
        #expect(try command("importCodes").contains("--data-binary 'id,dataType,destination,name\n"))
    }

    @Test("it is served to anybody under the policy of our pages, and the front page leads to it")
    func served() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let caller = caller.with(key: nil)
            let answer = try await caller.send(.get, "/docs")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            let errors = try await caller.send(.get, "/docs/errors")
            #expect(answer.headers[.contentSecurityPolicy] == errors.headers[.contentSecurityPolicy])
            #expect(answer.headers[.cacheControl] == errors.headers[.cacheControl])
            let tag = try #require(answer.headers[.eTag])
            #expect(try await caller.send(.get, "/docs", headers: [.ifNoneMatch: tag]).status == 304)
            let front = try await caller.send(.get, "/")
            #expect(front.text.contains("href=\"/docs\"") && front.text.contains("href=\"/openapi.json\""))
        }
    }
}
