// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Lists of codes")
struct ListTests {
    @Test("pages are newest first, and the last one says that it is", arguments: Backend.allCases)
    func pages(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            for index in 0..<7 { try await store.add(.sample("code-\(index)", of: account)) }
            let first = try await store.list(CodeListQuery(limit: 3), of: account.id)
            #expect(first.codes.map(\.id.text) == ["code-6", "code-5", "code-4"])
            #expect(first.total == 7)
            let second = try await store.list(CodeListQuery(limit: 3, after: first.next), of: account.id)
            #expect(second.codes.map(\.id.text) == ["code-3", "code-2", "code-1"])
            let third = try await store.list(CodeListQuery(limit: 3, after: second.next), of: account.id)
            #expect(third.codes.map(\.id.text) == ["code-0"])
            #expect(third.next == nil && third.total == 7)
            let exact = try await store.list(CodeListQuery(limit: 7), of: account.id)
            #expect(exact.codes.count == 7 && exact.next == nil)
        }
    }

    @Test("a page has 1 to 100 codes, whatever is asked for", arguments: Backend.allCases)
    func limits(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await withThrowingTaskGroup { group in
                for index in 0..<103 { group.addTask { try await store.add(.sample("code-\(index)", of: account)) } }
                try await group.waitForAll()
            }
            #expect(try await store.list(CodeListQuery(limit: 1_000), of: account.id).codes.count == 100)
            #expect(try await store.list(CodeListQuery(limit: 0), of: account.id).codes.count == 1)
            #expect(try await store.list(CodeListQuery(limit: -1), of: account.id).codes.count == 1)
        }
    }

    @Test("pages stay stable while codes are added and removed", arguments: Backend.allCases)
    func stable(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            var codes: [Code] = []
            for index in 0..<9 { codes.append(try await store.add(.sample("code-\(index)", of: account))) }
            let first = try await store.list(CodeListQuery(limit: 3), of: account.id)
            // One that was seen goes, one that was not seen goes, the one at the position goes, a new one comes.
            for gone in [8, 4, 6] { try await store.delete(codes[gone]) }
            try await store.add(.sample("code-9", of: account))
            let second = try await store.list(CodeListQuery(limit: 3, after: first.next), of: account.id)
            #expect(second.codes.map(\.id.text) == ["code-5", "code-3", "code-2"])
            #expect(second.total == 7)
        }
    }

    @Test("every filter alone and all together", arguments: Backend.allCases)
    func filters(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let red = try #require(Tag("red"))
            let tagged = CodeSettings(name: "Red poster", tags: [try #require(Tag("big")), red])
            try await store.add(.sample("aaa", of: account, settings: tagged))
            try await store.add(.sample("bbb", of: account, to: "tel:+1555", type: .phone, settings: tagged))
            var paused = tagged
            paused.status = .inactive
            try await store.add(.sample("ccc", of: account, settings: paused))
            try await store.add(.sample("ddd", of: account))
            let other = try await store.account("other")
            try await store.add(.sample("eee", of: other, settings: tagged))
            let gone = try await store.add(.sample("fff", of: account, settings: tagged))
            try await store.delete(gone)

            let expected: [(CodeListQuery, [String])] = [
                (CodeListQuery(), ["ddd", "ccc", "bbb", "aaa"]),
                (CodeListQuery(type: .phone), ["bbb"]),
                (CodeListQuery(status: .inactive), ["ccc"]),
                (CodeListQuery(tag: red), ["ccc", "bbb", "aaa"]),
                (CodeListQuery(tag: Tag("Red")), []),
                (CodeListQuery(search: "POSTER"), ["ccc", "bbb", "aaa"]),
                (CodeListQuery(search: "example.com"), ["ddd", "ccc", "aaa"]),
                (CodeListQuery(search: "DD"), ["ddd"]),
                (CodeListQuery(type: .url, status: .active, tag: red, search: "red"), ["aaa"]),
            ]
            for (query, ids) in expected {
                let page = try await store.list(query, of: account.id)
                #expect(page.codes.map(\.id.text) == ids, "\(query)")
                #expect(page.total == ids.count, "\(query)")
            }
        }
    }

    @Test("the total and the pages of a filter agree", arguments: Backend.allCases)
    func filteredPages(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let tag = try #require(Tag("red"))
            for index in 0..<10 {
                let settings = CodeSettings(tags: index.isMultiple(of: 2) ? [tag] : [])
                try await store.add(.sample("code-\(index)", of: account, settings: settings))
            }
            for query in [CodeListQuery(limit: 2, tag: tag), CodeListQuery(limit: 2, search: "code-")] {
                var query = query
                var seen: [String] = []
                repeat {
                    let page = try await store.list(query, of: account.id)
                    seen += page.codes.map(\.id.text)
                    query.after = page.next
                    #expect(page.total == (query.tag == nil ? 10 : 5))
                } while query.after != nil
                #expect(seen.count == (query.tag == nil ? 10 : 5))
                #expect(seen == seen.sorted(by: >))
            }
        }
    }

    @Test(
        "a search takes wildcards as they stand",
        arguments: Backend.allCases,
        ["100%", "a_b", "back\\slash", "%", "_", "\\", "é"],
    )
    func wildcards(_ backend: Backend, _ text: String) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("plain", of: account, settings: CodeSettings(name: "100 axb backslash e")))
            #expect(try await store.list(CodeListQuery(search: text), of: account.id).total == 0)
            try await store.add(.sample("named", of: account, settings: CodeSettings(name: "<\(text)>")))
            let page = try await store.list(CodeListQuery(search: text), of: account.id)
            #expect(page.codes.map(\.id.text) == ["named"])
        }
    }

    @Test("a search longer than any field finds nothing and fails nothing", arguments: Backend.allCases)
    func longSearch(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("plain", of: account))
            let text = String(repeating: "_", count: 100_000)
            #expect(try await store.list(CodeListQuery(search: text), of: account.id).total == 0)
        }
    }
}
