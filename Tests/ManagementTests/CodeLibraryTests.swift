// SPDX-License-Identifier: Apache-2.0

import Codes
import Management
import Store
import Synchronization
import Testing

@Suite("The library of codes, on a real store")
struct CodeLibraryTests {
    private let bench: Workbench

    init() async throws { bench = try await Workbench() }

    @Test("a code is stored as it was drafted, with a made id or the slug")
    func creates() async throws {
        let account = try await bench.account()
        let library = bench.library(makeID: { CodeID("made0001") ?? CodeLibrary.randomID() })
        let made = try await library.create(bench.draft(), for: account)
        #expect(made.id.text == "made0001")
        #expect(made.createdAt == bench.clock.now && made.updatedAt == bench.clock.now)
        #expect([made.version] == [1] && made.number > 0 && made.account == account.id)
        #expect(try await bench.witness.code(made.id, of: account.id) == made)
        #expect(try await library.create(bench.draft("poster"), for: account).id.text == "poster")
        #expect(try await library.code("poster", of: account).payload.text == "https://example.com/")
    }

    @Test("a slug is taken for ever: by the account, by another, and by a code that was deleted")
    func slugTaken() async throws {
        let (account, other) = (try await bench.account(), try await bench.account("other"))
        let library = bench.library()
        _ = try await library.create(bench.draft("poster"), for: account)
        for owner in [account, other] {
            let draft = try bench.draft("poster", to: "https://evil.example/")
            let refused = await refusal { () throws(ManagementError) in try await library.create(draft, for: owner) }
            #expect(refused == .slugTaken("poster"))
        }
        try await library.delete("poster", of: account)
        let again = try bench.draft("poster")
        #expect(
            await refusal { () throws(ManagementError) in try await library.create(again, for: account) }
                == .slugTaken("poster"))
        #expect(try await bench.witness.count(of: account.id) == 0)
        #expect(try await bench.witness.count(of: other.id) == 0)
    }

    @Test("a made id that is taken is made again, up to eight times")
    func collisions() async throws {
        let account = try await bench.account()
        let taken = try bench.draft("taken001")
        _ = try await bench.library().create(taken, for: account)
        let attempts = Mutex(0)
        let made: @Sendable (Int) -> CodeID = { free in
            let attempt = attempts.withLock { count in
                count += 1
                return count
            }
            return CodeID(attempt == free ? "free0001" : "taken001") ?? CodeLibrary.randomID()
        }
        let draft = try bench.draft()
        let unlucky = bench.library(makeID: { made(.max) })
        let failed = await failure { () throws(ManagementError) in try await unlucky.create(draft, for: account) }
        #expect(failed?.code == .failed)
        #expect(failed?.description.contains("8 ids in a row were taken") == true)
        #expect(attempts.withLock { $0 } == 8)
        attempts.withLock { $0 = 0 }
        #expect(try await bench.library(makeID: { made(8) }).create(draft, for: account).id.text == "free0001")
    }

    @Test("the plan's limit counts living codes, and each account's own")
    func limit() async throws {
        let account = try await bench.account("small", plan: "two")
        let library = bench.library()
        _ = try await library.create(bench.draft("one"), for: account)
        _ = try await library.create(bench.draft("two"), for: account)
        let third = try bench.draft("three")
        #expect(
            await refusal { () throws(ManagementError) in try await library.create(third, for: account) }
                == .codeLimitReached(plan: "two", limit: 2))
        #expect(try await bench.witness.resolve(#require(CodeID("three"))) == nil)
        _ = try await library.create(third, for: bench.account("other", plan: "two"))
        try await library.delete("one", of: account)
        _ = try await library.create(bench.draft("four"), for: account)
        let none = try await bench.account("none", plan: "zero")
        let fifth = try bench.draft("five")
        #expect(
            await refusal { () throws(ManagementError) in try await library.create(fifth, for: none) }
                == .codeLimitReached(plan: "zero", limit: 0))
    }

    @Test("an account on a plan that is not in the catalog makes no codes, and the operator hears why")
    func unknownPlan() async throws {
        let account = try await bench.account("lost", plan: "gold")
        let draft = try bench.draft()
        let library = bench.library()
        let failed = await failure { () throws(ManagementError) in try await library.create(draft, for: account) }
        #expect(failed?.detail == "account lost is on plan gold, which is not in the catalog")
        #expect(try await bench.witness.count(of: account.id) == 0)
    }

    /// What another process sees of a code while it is being forgotten here.
    private struct Sight: Equatable, Sendable {
        let id: String
        let destination: String?
        let isDeleted: Bool
    }

    @Test("redirects forget a code after its change is durable, and before the change is answered")
    func invalidates() async throws {
        let account = try await bench.account()
        let sights = Log<Sight>()
        let witness = bench.witness
        let library = bench.library(invalidate: { id in
            let seen = try? await witness.resolve(id)
            sights.note(Sight(id: id.text, destination: seen?.payload.text, isDeleted: seen?.deletedAt != nil))
        })
        _ = try await library.create(bench.draft("poster"), for: account)
        #expect(sights.entries.last == Sight(id: "poster", destination: "https://example.com/", isDeleted: false))
        _ = try await library.edit("poster", of: account, bench.patch(["data": .string("https://example.com/new")]))
        #expect(sights.entries.last == Sight(id: "poster", destination: "https://example.com/new", isDeleted: false))
        try await library.delete("poster", of: account)
        #expect(sights.entries.last == Sight(id: "poster", destination: "https://example.com/new", isDeleted: true))
        #expect(sights.entries.count == 3)
    }

    @Test("what is refused, and what fails, makes redirects forget nothing")
    func invalidatesNothing() async throws {
        let (account, other) = (try await bench.account(), try await bench.account("other"))
        let forgotten = Log<CodeID>()
        let library = bench.library(invalidate: { forgotten.note($0) })
        _ = try await bench.library().create(bench.draft("poster"), for: account)
        let (draft, stale) = (try bench.draft("poster"), bench.patch(["name": .string("x")], version: 9))
        let (faulty, fine) = (bench.patch(["data": .integer(1)]), bench.patch(["name": .string("x")]))
        #expect(await refusal { () throws(ManagementError) in try await library.create(draft, for: other) } != nil)
        for (edit, owner) in [(stale, account), (faulty, account), (fine, other)] {
            #expect(
                await refusal { () throws(ManagementError) in try await library.edit("poster", of: owner, edit) } != nil
            )
        }
        #expect(
            await refusal { () async throws(ManagementError) -> Void in try await library.delete("poster", of: other) }
                != nil)
        #expect(forgotten.entries.isEmpty)
        #expect(try await bench.witness.code(#require(CodeID("poster")), of: account.id)?.version == 1)
    }

    @Test(
        "a code of another account, a deleted one, an unknown one and what is no id are all not found",
        arguments: ["foreign", "deleted", "unknown", "no id", ""],
    )
    func notFound(_ id: String) async throws {
        let (account, other) = (try await bench.account(), try await bench.account("other"))
        let library = bench.library()
        _ = try await library.create(bench.draft("foreign"), for: other)
        _ = try await library.create(bench.draft("deleted"), for: account)
        try await library.delete("deleted", of: account)
        let edit = bench.patch(["name": .string("x")])
        let refusals: [CodeError?] = [
            await refusal { () throws(ManagementError) in try await library.code(id, of: account) },
            await refusal { () throws(ManagementError) in try await library.edit(id, of: account, edit) },
            await refusal { () async throws(ManagementError) -> Void in try await library.delete(id, of: account) },
        ]
        #expect(refusals == [.notFound(id), .notFound(id), .notFound(id)])
        #expect(try await library.code("foreign", of: other).version == 1)
    }

    @Test("an edit counts the version up and is written as it was answered")
    func edits() async throws {
        let account = try await bench.account()
        let library = bench.library()
        let made = try await library.create(bench.draft("poster"), for: account)
        bench.clock.advance(by: .seconds(5))
        let edited = try await library.edit("poster", of: account, bench.patch(["name": .string("New")], version: 1))
        #expect(edited.version == 2 && edited.settings.name == "New")
        #expect(edited.updatedAt == bench.clock.now && edited.createdAt == made.createdAt)
        #expect(try await bench.witness.code(made.id, of: account.id) == edited)
        let stale = bench.patch(["name": .string("Newer")], version: 1)
        #expect(
            await refusal { () throws(ManagementError) in try await library.edit("poster", of: account, stale) }
                == .versionMismatch(current: 2))
    }

    @Test("of edits of one version at once, one succeeds")
    func editRace() async throws {
        let account = try await bench.account()
        let library = bench.library()
        _ = try await library.create(bench.draft("poster"), for: account)
        let refused = await withTaskGroup { group in
            for index in 0..<16 {
                let edit = bench.patch(["name": .string("name \(index)")], version: 1)
                group.addTask {
                    await refusal { () throws(ManagementError) in try await library.edit("poster", of: account, edit) }
                }
            }
            return await group.reduce(into: [CodeError]()) { refused, error in if let error { refused.append(error) } }
        }
        #expect(refused == Array(repeating: .versionMismatch(current: 2), count: 15))
    }

    @Test("a deletion keeps the code for redirects, and has the version checked")
    func deletes() async throws {
        let account = try await bench.account()
        let library = bench.library()
        let made = try await library.create(bench.draft("poster"), for: account)
        #expect(
            await refusal { () throws(ManagementError) in
                try await library.delete("poster", of: account, expectedVersion: 2)
            } == .versionMismatch(current: 1))
        bench.clock.advance(by: .seconds(-60))
        try await library.delete("poster", of: account, expectedVersion: 1)
        let kept = try #require(try await bench.witness.resolve(made.id))
        // The clock was set back meanwhile.
        #expect(kept.deletedAt == made.createdAt && kept.updatedAt == made.createdAt)
        #expect(try await library.list(CodeListQuery(), of: account).codes == [])
    }

    @Test("a list shows the account's living codes only")
    func lists() async throws {
        let (account, other) = (try await bench.account(), try await bench.account("other"))
        let library = bench.library()
        for (slug, owner) in [("one", account), ("two", other), ("three", account)] {
            _ = try await library.create(bench.draft(slug), for: owner)
        }
        let page = try await library.list(CodeListQuery(), of: account)
        #expect(page.codes.map(\.id.text) == ["three", "one"])
        #expect(page.total == 2)
    }

    @Test("a store that is closed is a failure, not a refusal")
    func closed() async throws {
        let account = try await bench.account()
        let library = bench.library()
        let (draft, edit) = (try bench.draft(), bench.patch(["name": .string("x")]))
        try await bench.store.close()
        let failures: [StoreError?] = [
            await failure { () throws(ManagementError) in try await library.create(draft, for: account) },
            await failure { () throws(ManagementError) in try await library.code("poster", of: account) },
            await failure { () throws(ManagementError) in try await library.edit("poster", of: account, edit) },
            await failure { () throws(ManagementError) in try await library.delete("poster", of: account) },
            await failure { () throws(ManagementError) in try await library.list(CodeListQuery(), of: account) },
        ]
        #expect(failures.map { $0?.code } == Array(repeating: StoreError.Code.closed, count: 5))
    }
}
