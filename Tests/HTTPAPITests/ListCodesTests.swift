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
            ("tag=", 422, "/query/tag"), ("sort=color", 422, "/query/sort"), ("page=2", 422, "/query/page"),
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

    @Test("a cursor reads back, and only for the account and the order it was made for")
    func cursors() {
        let (mine, other) = (AccountID(7), AccountID(8))
        let places: [(CodeOrder.Key, CodePosition.Value?)] = [
            (.createdAt, nil), (.name, .text("Größe – 1")), (.name, .text("")), (.scans, .whole(0)),
            (.updatedAt, .whole(1_780_272_000_000)),
        ]
        for (key, value) in places {
            for number in [1, 2, 1_000_000, Int64.max] {
                let order = CodeOrder(key, isDescending: true)
                let position = CodePosition(number: number, value: value)
                let text = ListCursor.text(position, in: order, of: mine)
                #expect(ListCursor.position(text, in: order, of: mine) == position)
                #expect(ListCursor.position(text, in: order, of: other) == nil)
                #expect(ListCursor.position(text, in: CodeOrder(key), of: mine) == nil)
                #expect(ListCursor.position(text, in: CodeOrder(.lastScannedAt), of: mine) == nil)
                #expect(ListCursor.position(text.uppercased(), in: order, of: mine) == nil)
                #expect(ListCursor.position(text + "0", in: order, of: mine) == nil)
            }
        }
    }

    @Test("pages follow on one another in every order", arguments: CodeOrder.Key.allCases, [true, false])
    func sorted(_ key: CodeOrder.Key, _ isDescending: Bool) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for name in ["b", "A", "c", "b", "é"] {
                try await caller.create(#"{"data": "https://example.com/", "name": "\#(name)"}"#)
            }
            try await caller.create()
            let sort = CodeOrder(key, isDescending: isDescending).text
            let whole = try await caller.send(.get, "/api/qr/codes?sort=\(sort)")
            let expected = whole["data"]?.elements.compactMap { $0.members?["id"]?.text } ?? []
            #expect(Set(expected).count == 6)
            if key == .name {
                let names = whole["data"]?.elements.map { $0.members?["name"]?.text ?? "" } ?? []
                #expect(names == (isDescending ? ["é", "c", "b", "b", "A", ""] : ["", "A", "b", "b", "c", "é"]))
            }
            var found: [String] = []
            var cursor = "0"
            for _ in 0..<3 {
                let page = try await caller.send(.get, "/api/qr/codes?sort=\(sort)&limit=2&cursor=\(cursor)")
                found += page["data"]?.elements.compactMap { $0.members?["id"]?.text } ?? []
                cursor = page["pagination.nextCursor"]?.text ?? "end"
            }
            #expect(found == expected && cursor == "end")
        }
    }
}
