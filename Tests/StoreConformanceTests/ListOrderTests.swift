// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Orders of lists")
struct ListOrderTests {
    /// Seven codes whose names, edits and tags differ; the first three names are alike but for their letter case.
    private func fill(_ store: any WaymarkStore, _ account: Account) async throws {
        let names = ["Same", "same", "SAME", "alpha", nil, "zulu", "mike"]
        for (index, name) in names.enumerated() {
            let tags = index % 2 == 0 ? [Tag("even")].compactMap(\.self) : []
            let settings = CodeSettings(name: name, tags: tags)
            let code = try await store.add(.sample("code-\(index)", of: account, settings: settings))
            // Edited in an order of its own: 3, 6, 2, 5, 1, 4, 0.
            try await store.edit(code, at: morning + Int64((index * 5 + 6) % 7) * minute) { _ in }
        }
    }

    private func ids(_ store: any WaymarkStore, _ account: Account, _ query: CodeListQuery) async throws -> [String] {
        var query = query
        var ids: [String] = []
        for _ in 0..<10 {
            let page = try await store.list(query, of: account.id)
            ids += page.codes.map { String($0.id.text.suffix(1)) }
            query.after = page.next
            if page.next == nil { return ids }
        }
        return ids
    }

    @Test("every order holds over pages of any size, and turned around", arguments: Backend.allCases)
    func orders(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await fill(store, account)
            for (key, expected) in [
                (CodeOrder.Key.createdAt, ["0", "1", "2", "3", "4", "5", "6"]),
                (.name, ["4", "3", "6", "0", "1", "2", "5"]),
                (.updatedAt, ["3", "6", "2", "5", "1", "4", "0"]),
                (.scans, ["0", "1", "2", "3", "4", "5", "6"]),
                (.lastScannedAt, ["0", "1", "2", "3", "4", "5", "6"]),
            ] {
                for limit in [1, 3, 100] {
                    let up = CodeListQuery(limit: limit, order: CodeOrder(key))
                    #expect(try await ids(store, account, up) == expected, "\(key)")
                    let down = CodeListQuery(limit: limit, order: CodeOrder(key, isDescending: true))
                    #expect(try await ids(store, account, down) == expected.reversed(), "-\(key)")
                    var tagged = up
                    tagged.tag = Tag("even")
                    let even = expected.filter { Int($0).map { $0 % 2 == 0 } ?? false }
                    #expect(try await ids(store, account, tagged) == even, "\(key) of a tag")
                }
            }
        }
    }

    @Test("pages by name stay stable while codes come and go", arguments: Backend.allCases)
    func stable(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await fill(store, account)
            var query = CodeListQuery(limit: 3, order: CodeOrder(.name))
            let first = try await store.list(query, of: account.id)
            query.after = first.next
            for code in first.codes { try await store.delete(code) }
            try await store.add(.sample("code-7", of: account, settings: CodeSettings(name: "beta")))
            try await store.add(.sample("code-8", of: account, settings: CodeSettings(name: "sand")))
            #expect(try await ids(store, account, query) == ["0", "1", "2", "8", "5"])
        }
    }

    @Test("numbered pages pass over those before", arguments: Backend.allCases)
    func skipped(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await fill(store, account)
            let page = try await store.list(CodeListQuery(limit: 2, skip: 4), of: account.id)
            #expect(page.codes.map(\.id.text) == ["code-2", "code-1"])
            #expect(page.total == 7)
            #expect(try await store.list(CodeListQuery(limit: 2, skip: 9), of: account.id).codes.isEmpty)
        }
    }

    @Test("orders are read as they are written, and nothing else is one")
    func texts() {
        for key in CodeOrder.Key.allCases {
            for isDescending in [true, false] {
                let order = CodeOrder(key, isDescending: isDescending)
                #expect(CodeOrder(order.text) == order)
            }
        }
        for text in ["", "-", "--name", "Name", "name ", "id"] { #expect(CodeOrder(text) == nil) }
    }
}
