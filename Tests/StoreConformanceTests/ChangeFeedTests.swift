// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("The feed of changes")
struct ChangeFeedTests {
    @Test("inserts, edits and deletes are told in order; what wrote nothing is not", arguments: Backend.allCases)
    func order(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let start = try await store.latestChange()
            #expect(try await store.changes(after: start) == CodeChanges(ids: [], latest: start, isComplete: true))
            let one = try await store.add(.sample("one", of: account))
            let two = try await store.add(.sample("two", of: account))
            #expect(try await store.insert(one, limit: nil) == .idTaken)
            try await store.edit(one) { $0.settings.name = "1" }
            try await store.delete(two)
            let changes = try await store.changes(after: start)
            #expect(changes.ids.map(\.text) == ["one", "two", "one", "two"])
            #expect(changes.isComplete)
            #expect(try await store.latestChange() == changes.latest)
            #expect(try await store.changes(after: changes.latest).ids.isEmpty)
        }
    }

    @Test("at most 10,000 changes come at once, and the rest after them", arguments: Backend.allCases)
    func bounded(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let start = try await store.latestChange()
            try await withThrowingTaskGroup { group in
                for writer in 0..<50 {
                    group.addTask {
                        for number in 0..<201 {
                            try await store.edit(code) { $0.settings.name = "\(writer).\(number)" }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let first = try await store.changes(after: start)
            #expect(first.ids.count == 10_000 && first.isComplete)
            let rest = try await store.changes(after: first.latest)
            #expect(rest.ids.count == 50 && rest.isComplete)
            #expect(try await store.latestChange() == rest.latest)
        }
    }

    @Test("whoever asks for what was pruned learns that something is missing", arguments: Backend.allCases)
    func pruned(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let start = try await store.latestChange()
            let code = try await store.add(.sample("one", of: account))
            try await store.edit(code, at: morning + hour) { $0.settings.name = "1" }
            let middle = try await store.latestChange()
            try await store.edit(code, at: morning + day) { $0.settings.name = "2" }
            try await store.pruneChanges(before: morning + day)
            #expect(try await store.changes(after: start).isComplete == false)
            let rest = try await store.changes(after: middle)
            #expect(rest.isComplete && rest.ids == [code.id])
            // Pruned to the end, the feed still knows how far it went.
            let latest = try await store.latestChange()
            try await store.pruneChanges(before: morning + 2 * day)
            #expect(try await store.latestChange() == latest)
            #expect(try await store.changes(after: latest) == CodeChanges(ids: [], latest: latest, isComplete: true))
            #expect(try await store.changes(after: middle).isComplete == false)
            try await store.delete(code, at: morning + 3 * day)
            #expect(try await store.changes(after: latest).ids == [code.id])
        }
    }

    @Test("a cache ahead of the feed starts anew from where the feed is", arguments: Backend.allCases)
    func ahead(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            try await store.add(.sample("one", of: account))
            let latest = try await store.latestChange()
            let changes = try await store.changes(after: latest + 100)
            #expect(changes == CodeChanges(ids: [], latest: latest, isComplete: false))
        }
    }
}
