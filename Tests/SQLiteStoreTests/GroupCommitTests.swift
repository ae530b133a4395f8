// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("Writes that share a commit")
struct GroupCommitTests {
    /// Writes that wait for a lock which the test holds wait for as long as a busy machine makes the test take.
    private static let patient = SQLiteOptions(busyTimeout: .seconds(600))

    @Test("the writes of many callers need far fewer commits than there are writes")
    func sharing() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(Self.patient)
        let account = try await store.account().id
        let before = store.commitStatistics
        try await store.inOneGo(from: database, count: 500) { index in
            try await store.add("code-\(index)", of: account)
        }
        let after = store.commitStatistics
        #expect(after.writes - before.writes == 500)
        // Groups of at most 256.
        #expect(after.commits - before.commits == 2)
        #expect(try await store.count(of: account) == 500)
        try await store.close()
    }

    @Test("a write that fails is undone alone, whatever shares its commit")
    func failingOne() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(Self.patient)
        let account = try await store.account().id
        let twice = try #require(Tag("twice"))
        let failures = try await store.inOneGo(from: database, count: 100) { index in
            var code = try sample("code-\(index)", of: account)
            // Fails at the second tag, when the code, its count and the first tag were written.
            if index.isMultiple(of: 10) { code.settings.tags = [twice, twice] }
            _ = try await store.insert(code, limit: nil)
        }
        #expect(failures == [.failed: 10])
        #expect(try await store.count(of: account) == 90)
        #expect(try await store.list(CodeListQuery(), of: account).total == 90)
        let first = try #require(CodeID("code-0"))
        #expect(try await store.resolve(first) == nil)
        #expect(try await store.latestChange() == 90)
        try await store.close()
    }

    @Test("a full disk fails the writes that need space, and the others that shared their commit succeed")
    func full() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(Self.patient)
        let account = try await store.account()
        try await store.fillTheDisk(isFull: true)
        let large = String(repeating: "x", count: 100_000)
        let failures = try await store.inOneGo(from: database, count: 20) { index in
            guard index.isMultiple(of: 2) else { return try await store.check() }
            var code = try sample("code-\(index)", of: account.id)
            code.settings.description = large
            _ = try await store.insert(code, limit: nil)
        }
        #expect(failures == [.full: 10])
        #expect(try await store.count(of: account.id) == 0)
        let error = await #expect(throws: StoreError.self) {
            var code = try sample("alone", of: account.id)
            code.settings.description = large
            _ = try await store.insert(code, limit: nil)
        }
        #expect(error?.code == .full)
        #expect(error?.hint.contains("Free space") == true)
        // Reads go on, and so do writes once there is space.
        #expect(try await store.account(account.id) == account)
        try await store.fillTheDisk(isFull: false)
        try await store.add("after", of: account.id)
        #expect(try await store.count(of: account.id) == 1)
        try await store.close()
    }

    @Test("a caller that is cancelled while it waits loses nobody's write, its own neither")
    func cancellation() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(Self.patient)
        let account = try await store.account().id
        let other = try OtherProgram(path: database.path)
        try other.lock()
        let tasks = (0..<50).map { index in
            Task { try await store.add("code-\(index)", of: account) }
        }
        await store.waitForQueue(of: 49)
        for task in tasks.prefix(25) { task.cancel() }
        try other.unlock()
        for task in tasks { _ = try await task.value }
        #expect(try await store.count(of: account) == 50)
        try await store.close()
    }

    @Test("a read of a cancelled caller still answers")
    func cancelledRead() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(Self.patient)
        let account = try await store.account()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await store.account(account.id)
        }
        #expect(try await task.value == account)
        try await store.close()
    }

    @Test("while another program writes for too long, writes say so; afterwards they go on")
    func locked() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(SQLiteOptions(busyTimeout: .milliseconds(20)))
        let account = try await store.account()
        let other = try OtherProgram(path: database.path)
        try other.lock()
        let error = await #expect(throws: StoreError.self) { try await store.add("one", of: account.id) }
        #expect(error?.code == .unavailable)
        #expect(error?.operation == "codes.insert")
        #expect(error?.hint.contains("Another process") == true)
        await #expect(throws: storeError(.unavailable)) { try await store.check() }
        #expect(try await store.account(account.id) == account)
        try other.unlock()
        try await store.add("one", of: account.id)
        try await store.close()
    }

    @Test("more writes than may wait are refused at once")
    func tooMany() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(
            SQLiteOptions(busyTimeout: Self.patient.busyTimeout, maximumWaitingWrites: 10))
        let account = try await store.account().id
        let other = try OtherProgram(path: database.path)
        try other.lock()
        let first = Task { try await store.add("first", of: account) }
        // The first is taken up and waits for the lock; ten more fill the queue.
        await store.waitForDrain()
        let ten = (0..<10).map { index in Task { try await store.add("code-\(index)", of: account) } }
        await store.waitForQueue(of: 10)
        await #expect(throws: storeError(.unavailable)) { try await store.add("refused", of: account) }
        try other.unlock()
        for task in [first] + ten { _ = try await task.value }
        #expect(try await store.count(of: account) == 11)
        try await store.close()
    }
}

extension SQLiteStore {
    /// Begins that many writes while another program holds the lock, so that they queue up, and waits for all.
    /// - Returns: how often each failure came.
    @discardableResult
    fileprivate func inOneGo<Answer: Sendable>(
        from database: borrowing TemporaryDatabase,
        count: Int,
        _ write: @escaping @Sendable (Int) async throws -> Answer,
    ) async throws -> [StoreError.Code: Int] {
        let other = try OtherProgram(path: database.path)
        try other.lock()
        let tasks = (0..<count).map { index in
            Task { () -> StoreError.Code? in
                do {
                    _ = try await write(index)
                    return nil
                } catch let error as StoreError {
                    return error.code
                }
            }
        }
        // One was taken up and waits for the lock.
        await waitForQueue(of: count - 1)
        try other.unlock()
        var failures: [StoreError.Code: Int] = [:]
        for task in tasks {
            if let code = try await task.value { failures[code, default: 0] += 1 }
        }
        return failures
    }

    /// Waits until that many writes wait.
    fileprivate func waitForQueue(of count: Int) async {
        while commits.waiting < count { await Task.yield() }
    }

    /// Waits until a write was begun that has not been taken up.
    fileprivate func waitForDrain() async {
        while !commits.isDraining || commits.waiting > 0 { await Task.yield() }
    }

    /// Allows no page more, or as many as usual.
    fileprivate func fillTheDisk(isFull: Bool) async throws {
        try await pool.writeWithoutTransaction { database in
            // SQLite never goes below the pages that there are.
            try database.execute(sql: "PRAGMA max_page_count = \(isFull ? 1 : 1_073_741_823)")
        }
    }
}
