// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Many codes changed at once")
struct UpdateManyTests {
    @Test("each code takes the change or is left as it is, in the order of the ids", arguments: Backend.allCases)
    func outcomes(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            let one = try await store.add(.sample("one", of: account))
            let two = try await store.add(.sample("two", of: account))
            let locked = try await store.add(.sample("locked", of: account))
            let foreign = try await store.add(.sample("foreign", of: other))
            let gone = try await store.add(.sample("gone", of: account))
            try await store.delete(gone)
            let start = try await store.latestChange()
            let ids = try [two.id, foreign.id, .sample("never"), locked.id, gone.id, one.id]
            let outcomes = try await store.update(ids, of: account.id) { (code) throws(CodeError) in
                if code.id.text == "locked" { throw .locked(.guarded) }
                var changed = code
                changed.settings.name = "Many"
                changed.settings.tags = Tag("spring").map { [$0] } ?? []
                changed.updatedAt = morning + minute
                return changed
            }
            #expect(outcomes.count == ids.count)
            #expect(outcomes[1] == .notFound && outcomes[2] == .notFound && outcomes[4] == .notFound)
            #expect(outcomes[3] == .refused(.locked(.guarded)))
            for (outcome, id) in [(outcomes[0], two.id), (outcomes[5], one.id)] {
                let stored = try #require(try await store.code(id, of: account.id))
                #expect(outcome == .updated(stored))
                #expect(stored.version == 2 && stored.settings.name == "Many" && stored.settings.tags.count == 1)
            }
            #expect(try await store.code(locked.id, of: account.id) == locked)
            #expect(try await store.code(foreign.id, of: other.id) == foreign)
            #expect(try await store.changes(after: start).ids == [two.id, one.id])
        }
    }

    @Test("deleted together, codes make room together", arguments: Backend.allCases)
    func delete(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            _ = try await store.update(codes.map(\.id), of: account.id) { $0.deleted(at: morning + minute) }
            #expect(try await store.count(of: account.id) == 0)
            #expect(try await store.resolve(codes[1].id)?.deletedAt == morning + minute)
            let again = try await store.update(codes.map(\.id), of: account.id) { $0 }
            #expect(again == [.notFound, .notFound])
        }
    }

    @Test("no ids are nothing to do", arguments: Backend.allCases)
    func none(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let outcomes = try await store.update([], of: account.id) { $0 }
            #expect(outcomes.isEmpty)
        }
    }
}
