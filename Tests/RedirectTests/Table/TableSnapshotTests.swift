// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

@testable import Redirect

@Suite("the snapshot of the redirect table")
struct TableSnapshotTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "redirects-\(UUID().uuidString)").path()

    private func snapshot(_ fixture: TableFixture, _ log: LogLines = LogLines()) -> TableSnapshot {
        TableSnapshot(table: fixture.table, path: path, logger: log.logger)
    }

    @Test("codes of the last run are read before anybody asks for them")
    func warm() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let before = TableFixture(try code("poster01"), try code("poster02"))
        for id in ["poster01", "poster02", "nothing1"] { _ = try await before.answer(id) }
        snapshot(before).write()

        let after = TableFixture(try code("poster01", leadingTo: "https://example.com/edited"), try code("poster02"))
        await snapshot(after).warm()
        #expect(Set(after.store.reads.map(\.text)) == ["poster01", "poster02"])
        // What is at hand is what the store has now, not what it had then.
        #expect(after.find("poster01").map { TableShard.Loaded.answer($0).summary } == "https://example.com/edited")
        #expect(after.find("poster02") != nil)
    }

    @Test("the file is its owner's, and an empty table leaves it as it is")
    func file() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let fixture = TableFixture(try code("poster01"))
        _ = try await fixture.answer("poster01")
        snapshot(fixture).write()
        snapshot(TableFixture()).write()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(TableSnapshot.read(path).map(\.text) == ["poster01"])
    }

    @Test("a store that does not answer ends the warming")
    func silentStore() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let before = TableFixture()
        for number in 0..<100 {
            before.store.put(try code("poster\(number)"))
            _ = try await before.answer("poster\(number)")
        }
        snapshot(before).write()
        let after = TableFixture()
        after.store.fail()
        await snapshot(after).warm()
        #expect(after.store.reads.count == 8)
        #expect(after.table.statistics.failures == 8)
    }

    @Test("what is no snapshot is none", arguments: ["", "other\nposter01\n", "waymark redirects 1\n\0\n/r/x\n"])
    func damaged(text: String) async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(filePath: path))
        let fixture = TableFixture(try code())
        await snapshot(fixture).warm()
        #expect(fixture.store.reads.isEmpty)
    }

    @Test("a file that cannot be written is told and harms nothing")
    func unwritable() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        let log = LogLines()
        TableSnapshot(table: fixture.table, path: "/nowhere/redirects", logger: log.logger).write()
        #expect(log.lines.count == 1)
    }

    @Test("a plain code takes at most 150 bytes beyond its link, wherever the table's slots stand")
    func memory() throws {
        let link = "https://www.example.com/landing/spring?utm_source=poster"
        let content = CachedAnswer.Content(number: 7, version: 1, expiresAt: nil, kind: .found, link: link)
        let answer = CachedAnswer(try id("Ab3xK9pQ"), content, loadedAt: 0, freshFor: 1)
        // Header, fields, id and link; the allocator adds eight bytes and rounds up to sixteen.
        let object = 16 + MemoryLayout<CachedAnswer.Fields>.stride + 8 + link.utf8.count
        let allocated = (object + 8 + 15) / 16 * 16
        // A slot has 16 bytes; there are most of them just after the table was doubled at three quarters.
        let slots = 16.0 * 2 / 0.75
        #expect(Double(allocated) + slots - Double(link.utf8.count) <= 150)
        #expect(answer.cost - link.utf8.count <= 150)
    }
}
