// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Codes in a store")
struct CodeTests {
    @Test("a code comes back as it went in, every field of it", arguments: Backend.allCases)
    func roundTrip(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let settings = CodeSettings(
                name: "Poster “Zürich”",
                description: "línea 1\nline 2 🥳",
                tags: [try #require(Tag("spring, 2026")), try #require(Tag("a")), try #require(Tag("Ω"))],
                imageFormat: "svg",
                style: ["color": .string("#0055aa"), "margin": .integer(4), "eyes": .object(["shape": .null])],
                status: .inactive,
                redirectStatus: .permanentRedirect,
                forwardQuery: true,
                expiresAt: morning + day,
                fallback: Destination(stored: "https://example.com/over"),
                routing: Routing(
                    rules: [
                        Rule(
                            conditions: RuleConditions(devices: [.mobile], languages: ["pt-br"]),
                            targets: [Variant(destination: Destination(stored: "https://example.com/a"), weight: 1)],
                        )
                    ],
                    utm: CampaignTags(["source": "Plakat “1”"]),
                    sources: ["north"],
                ),
                scanLimit: 12,
                secure: [.password, .expire],
                password: .hashed(PasswordHash(stored: "scrypt$1$1$1$a$b")),
                isLocked: true,
            )
            let phone = "tel:+15551234567"
            var code = try Code.sample("spring-26", of: account, to: phone, type: .phone, settings: settings)
            let stored = try await store.add(code)
            code.number = stored.number
            #expect(stored.number > 0)
            #expect(stored == code)
            #expect(try await store.code(code.id, of: account.id) == code)
            #expect(try await store.resolve(code.id) == code)
        }
    }

    @Test("ids differ by letter case", arguments: Backend.allCases)
    func caseSensitive(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("Poster", of: account))
            let lowercase = try Code.sample("poster", of: account)
            #expect(try await store.resolve(lowercase.id) == nil)
            try await store.add(lowercase)
        }
    }

    @Test("an id is taken once, whoever owns it and even after its code was deleted", arguments: Backend.allCases)
    func idTaken(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let code = try await store.add(.sample("poster", of: account))
            let foreign = try Code.sample("poster", of: other)
            #expect(try await store.insert(code, limit: nil) == .idTaken)
            #expect(try await store.insert(foreign, limit: nil) == .idTaken)
            try await store.delete(code)
            #expect(try await store.insert(code, limit: nil) == .idTaken)
            #expect(try await store.count(of: other.id) == 0)
            #expect(try await store.count(of: account.id) == 0)
        }
    }

    @Test("another account neither reads nor edits a code, but a redirect finds it", arguments: Backend.allCases)
    func foreign(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let code = try await store.add(.sample("poster", of: account))
            #expect(try await store.code(code.id, of: other.id) == nil)
            #expect(try await store.touch(code, of: other) == .notFound)
            #expect(try await store.resolve(code.id) == code)
        }
    }

    @Test("the limit counts living codes only", arguments: Backend.allCases)
    func limit(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let first = try await store.add(.sample("one", of: account), limit: 2)
            try await store.add(.sample("two", of: account), limit: 2)
            let third = try Code.sample("three", of: account)
            #expect(try await store.insert(third, limit: 2) == .limitReached)
            #expect(try await store.resolve(third.id) == nil)
            try await store.delete(first)
            try await store.add(third, limit: 2)
            #expect(try await store.count(of: account.id) == 2)
        }
    }

    @Test("of 64 inserts at once exactly as many succeed as the limit leaves room for", arguments: Backend.allCases)
    func limitRace(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            for index in 0..<7 { try await store.add(.sample("before-\(index)", of: account)) }
            let outcomes = try await withThrowingTaskGroup { group in
                for index in 0..<64 {
                    group.addTask { try await store.insert(.sample("race-\(index)", of: account), limit: 30) }
                }
                return try await group.reduce(into: [InsertOutcome]()) { $0.append($1) }
            }
            let refused = outcomes.filter { $0 == .limitReached }.count
            #expect(refused == 64 - 23)
            #expect(try await store.count(of: account.id) == 30)
            #expect(try await store.list(CodeListQuery(limit: 100), of: account.id).codes.count == 30)
        }
    }

    @Test("an edit changes the code, counts the version up and keeps who owns it", arguments: Backend.allCases)
    func update(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            let edited = try await store.edit(code, at: morning + hour) { code in
                code.payload = Payload(stored: .url, text: "https://example.com/new")
                code.settings.name = "New"
                code.settings.tags = [Tag("new")].compactMap { $0 }
                code.settings.status = .inactive
                code.version = 77
                code.number = 99
            }
            #expect(edited.version == 2)
            #expect(edited.number == code.number)
            #expect(edited.createdAt == code.createdAt)
            #expect(edited.updatedAt == morning + hour)
            #expect(edited.payload.text == "https://example.com/new")
            #expect(try await store.code(code.id, of: account.id) == edited)
            #expect(edited.settings.tags.map(\.text) == ["new"])
        }
    }

    @Test("an edit that changes nothing writes nothing", arguments: Backend.allCases)
    func unchanged(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            let change = try await store.latestChange()
            #expect(try await store.update(code.id, of: account.id) { $0 } == .updated(code))
            #expect(try await store.latestChange() == change)
        }
    }

    @Test("a refused edit writes nothing", arguments: Backend.allCases)
    func refused(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            let change = try await store.latestChange()
            let outcome = try await store.update(code.id, of: account.id) { code throws(CodeError) in
                throw .versionMismatch(current: code.version)
            }
            #expect(outcome == .refused(.versionMismatch(current: 1)))
            #expect(try await store.code(code.id, of: account.id) == code)
            #expect(try await store.latestChange() == change)
        }
    }

    @Test("edits at once are all counted in the version, none overwrites another", arguments: Backend.allCases)
    func updateRace(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            try await withThrowingTaskGroup { group in
                for index in 0..<32 {
                    group.addTask {
                        try await store.edit(code) { code in
                            code.settings.tags += [Tag("t\(index)")].compactMap { $0 }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let edited = try #require(try await store.code(code.id, of: account.id))
            #expect(edited.version == 33)
            #expect(Set(edited.settings.tags.map(\.text)) == Set((0..<32).map { "t\($0)" }))
        }
    }

    @Test("a deleted code is gone for its account and known to redirects", arguments: Backend.allCases)
    func delete(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("poster", of: account))
            let deleted = try await store.delete(code, at: morning + hour)
            #expect(deleted.deletedAt == morning + hour)
            #expect(try await store.code(code.id, of: account.id) == nil)
            #expect(try await store.touch(code, of: account) == .notFound)
            #expect(try await store.list(CodeListQuery(), of: account.id) == CodePage(codes: [], total: 0, next: nil))
            #expect(try await store.count(of: account.id) == 0)
            #expect(try await store.resolve(code.id) == deleted)
        }
    }

    @Test("an unknown code is nil, and an unknown account has none", arguments: Backend.allCases)
    func unknown(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let nowhere = try CodeID.sample("nowhere")
            #expect(try await store.resolve(nowhere) == nil)
            #expect(try await store.code(nowhere, of: account.id) == nil)
            #expect(try await store.count(of: AccountID(4_711)) == 0)
            #expect(try await store.list(CodeListQuery(), of: AccountID(4_711)).total == 0)
        }
    }

    @Test("texts that look like SQL are texts", arguments: Backend.allCases)
    func quotes(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let text = "'; DROP TABLE codes; -- \" ` ?1 :a \\"
            let code = try Code.sample("poster", of: account, to: text, settings: CodeSettings(name: text))
            try await store.add(code)
            #expect(try await store.resolve(code.id)?.payload.text == text)
            #expect(try await store.list(CodeListQuery(search: text), of: account.id).total == 1)
        }
    }
}
