// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

@testable import Scans

@Suite("The salt of the day")
struct DailySaltTests {
    let folder: TemporaryFolder
    let path: String
    let noon = Timestamp(milliseconds: 20_000 * 86_400_000 + 43_200_000)

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("visitor-salt")
    }

    private func words(_ key: SipHash.Key) -> [UInt64] { [key.low, key.high] }

    @Test("a restart within the day keeps the key, so that visitors are counted once")
    func restart() throws {
        let first = try DailySalt(path: path, now: noon).key(ofDay: 20_000)
        let second = try DailySalt(path: path, now: noon.adding(.seconds(3_600))).key(ofDay: 20_000)
        #expect(words(first) == words(second))
    }

    @Test("a restart on another day finds another key, and the old one nowhere in the file")
    func restartLater() throws {
        let first = try DailySalt(path: path, now: noon).key(ofDay: 20_000)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let second = try DailySalt(path: path, now: noon.adding(.seconds(86_400))).key(ofDay: 20_001)
        let after = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(words(first) != words(second))
        #expect(after.count == 32)
        #expect(after.range(of: before.suffix(16)) == nil)
    }

    @Test("the first scan of a day turns the key, and the keeper overwrites the file")
    func turn() throws {
        let salt = try DailySalt(path: path, now: noon)
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        let key = salt.key(ofDay: 20_001)
        #expect(words(key) != words(salt.key(ofDay: 20_002)))
        try salt.turn(now: noon.adding(.seconds(2 * 86_400)))
        let kept = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(kept.range(of: old.suffix(16)) == nil)
        let restarted = try DailySalt(path: path, now: noon.adding(.seconds(2 * 86_400)))
        #expect(words(restarted.key(ofDay: 20_002)) == words(salt.key(ofDay: 20_002)))
    }

    @Test("the key turns though nobody scans")
    func turnWithoutScans() throws {
        let salt = try DailySalt(path: path, now: noon)
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        try salt.turn(now: noon.adding(.seconds(86_400)))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) != old)
    }

    @Test("a loop whose clock is still in the old day gets the new key; a clock set back further gets its own")
    func clocks() throws {
        let salt = try DailySalt(path: path, now: noon)
        let today = salt.key(ofDay: 20_001)
        #expect(words(salt.key(ofDay: 20_000)) == words(today))
        #expect(words(salt.key(ofDay: 19_000)) != words(today))
    }

    @Test("the file is readable by its owner alone")
    func mode() throws {
        _ = try DailySalt(path: path, now: noon)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("a damaged file is replaced", arguments: ["", "WMSALT1\n", "something else entirely, 32 bytes"])
    func damaged(content: String) throws {
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        let first = try DailySalt(path: path, now: noon).key(ofDay: 20_000)
        let second = try DailySalt(path: path, now: noon).key(ofDay: 20_000)
        #expect(words(first) == words(second))
    }

    @Test("a folder that is not there is an error that says what to do")
    func unwritable() throws {
        let error = #expect(throws: JournalError.self) { try DailySalt(path: folder.file("none/salt"), now: noon) }
        #expect(error?.code == .unwritable)
        #expect(error?.hint.contains("WAYMARK_DATA_DIR") == true)
    }
}
