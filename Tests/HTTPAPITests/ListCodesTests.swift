// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Store
import Testing

@testable import HTTPAPI

@Suite("GET /api/qr/codes")
struct ListCodesTests {
    @Test("pages follow nextCursor, or the Link, to the end")
    func pages() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for _ in 0..<5 { try await caller.create(#"{"data": "https://example.com/", "tags": ["a b"]}"#) }
            try await caller.create(#"{"data": "https://example.com/"}"#)
            var path: String? = "/api/qr/codes?tag=a+b&limit=2"
            var ids: [[String?]] = []
            var asked = "0"
            while let current = path {
                let page = try await caller.send(.get, current)
                #expect(page["pagination.cursor"]?.text == asked)
                #expect(page["pagination.total"] == .integer(5))
                ids.append(page["data"]?.elements.map { $0.members?["id"]?.text } ?? [])
                asked = page["pagination.nextCursor"]?.text ?? ""
                path = page.headers[.link].map { String($0.dropFirst().prefix { $0 != ">" }) }
                #expect((path == nil) == (page["pagination.nextCursor"] == .null))
            }
            #expect(ids == [["code0005", "code0004"], ["code0003", "code0002"], ["code0001"]])
        }
    }

    @Test(
        "a query is read as strictly as a body",
        arguments: [
            ("limit=0", 422, "/query/limit"), ("limit=101", 422, "/query/limit"), ("limit=ten", 400, "/query/limit"),
            ("limit=1e1", 400, "/query/limit"), ("type=fax", 422, "/query/type"),
            ("status=deleted", 422, "/query/status"),
            ("tag=", 422, "/query/tag"), ("sort=name", 422, "/query/sort"), ("page=2", 422, "/query/page"),
            ("cursor=2", 400, "/query/cursor"), ("cursor=", 400, "/query/cursor"),
            ("cursor=zz-zz", 400, "/query/cursor"),
        ],
    )
    func strict(query: String, status: Int, pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.get, "/api/qr/codes?\(query)")
            #expect(answer.status == status)
            #expect(answer.pointers == [pointer])
            if pointer == "/query/cursor" { #expect(answer.code == "INVALID_CURSOR") }
        }
    }

    @Test("what cannot be read as a query at all is a 400", arguments: ["limit=1&limit=2", "q=%zz", "q=%ff", "q=%00"])
    func unreadable(query: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.get, "/api/qr/codes?\(query)")
            #expect(answer.status == 400)
            #expect(answer.code == "INVALID_QUERY")
        }
    }

    @Test("a cursor reads back, and only for the account it was made for")
    func cursors() {
        for number in [1, 2, 1_000_000, Int64.max] {
            let text = ListCursor.text(CodePosition(number: number), of: AccountID(7))
            #expect(ListCursor.position(text, of: AccountID(7)) == CodePosition(number: number))
            #expect(ListCursor.position(text, of: AccountID(8)) == nil)
            #expect(ListCursor.position(text.uppercased(), of: AccountID(7)) == nil)
            #expect(ListCursor.position(text + "0", of: AccountID(7)) == nil)
        }
    }
}
