// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Scans
import Server
import Testing

@Suite("Settings")
struct SettingsTests {
    /// Settings from an environment, flags and the lines of a settings file.
    private func load(
        _ environment: [String: String] = [:],
        flags: [Setting: String] = [:],
        lines: String = "",
    ) async throws -> Settings {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).env")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.utf8).write(to: file)
        return try await Settings.load(flags: flags, environment: environment, file: file.path())
    }

    private func problems(_ environment: [String: String]) async -> [String] {
        do {
            _ = try await load(environment)
            return []
        } catch let error as InvalidSettings {
            return error.problems.map(\.name)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("what nothing sets has the documented default")
    func defaults() async throws {
        let settings = try await load()
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.publicURL == nil)
        #expect(settings.databasePath == "./data/waymark.sqlite")
        #expect(settings.cacheTTL == .seconds(300))
        #expect(settings.journalSync == .every(.milliseconds(100)))
        #expect(settings.logLevel == .info)
        #expect(settings.plans.names == ["agency", "business", "enterprise", "free", "pro", "starter"])
        #expect(settings.listing.allSatisfy { $0.isDefault })
    }

    @Test("a flag goes before the environment, the environment before the file")
    func order() async throws {
        let lines = "WAYMARK_PORT=1001\nWAYMARK_HOST=file.test\nWAYMARK_CACHE_TTL=7\n"
        let environment = ["WAYMARK_PORT": "1002", "WAYMARK_HOST": "environment.test"]
        let settings = try await load(environment, flags: [.port: "1003"], lines: lines)
        #expect(settings.port == 1003)
        #expect(settings.host == "environment.test")
        #expect(settings.cacheTTL == .seconds(7))
    }

    @Test("every problem is named at once, in the order of the settings")
    func allProblems() async {
        let found = await problems([
            "WAYMARK_PORT": "99999", "WAYMARK_PUBLIC_URL": "qr.example.com", "WAYMARK_TRUSTED_PROXIES": "10.0.0.0/33",
            "WAYMARK_LOG_LEVEL": "loud", "WAYMARK_CACHE_TTL": "0", "WAYMARK_JOURNAL_BYTES": "1K",
            "WAYMARK_PLANS": "/nowhere/plans.json",
        ])
        let expected: Set = [
            "WAYMARK_PORT", "WAYMARK_PUBLIC_URL", "WAYMARK_TRUSTED_PROXIES", "WAYMARK_LOG_LEVEL", "WAYMARK_CACHE_TTL",
            "WAYMARK_JOURNAL_BYTES", "WAYMARK_PLANS",
        ]
        #expect(Set(found) == expected)
    }

    @Test(
        "a malformed value is refused and never replaced by the default",
        arguments: [
            ("WAYMARK_PORT", ""), ("WAYMARK_PORT", "80a"), ("WAYMARK_PORT", "-1"), ("WAYMARK_HOST", ""),
            ("WAYMARK_PUBLIC_URL", "https://qr.example.com/path"),
            ("WAYMARK_PUBLIC_URL", "https://user@qr.example.com"),
            ("WAYMARK_PUBLIC_URL", "ftp://qr.example.com"), ("WAYMARK_DATABASE_URL", "postgres://localhost/waymark"),
            ("WAYMARK_DATABASE_URL", "sqlite:"), ("WAYMARK_CACHE_BYTES", "64X"),
            ("WAYMARK_CACHE_BYTES", "9999999999999G"),
            ("WAYMARK_JOURNAL_SYNC", "0"), ("WAYMARK_JOURNAL_SYNC", "sometimes"), ("WAYMARK_SHUTDOWN_GRACE", "0"),
            ("WAYMARK_TRUSTED_PROXIES", "localhost"), ("WAYMARK_GEOIP_DB", "/nowhere/country.mmdb"),
        ],
    )
    func malformed(name: String, value: String) async {
        #expect(await problems([name: value]) == [name])
    }

    @Test("values are read in their units")
    func units() async throws {
        let settings = try await load([
            "WAYMARK_CACHE_BYTES": "2M", "WAYMARK_RENDER_CACHE_BYTES": "0", "WAYMARK_JOURNAL_SYNC": "batch",
            "WAYMARK_PUBLIC_URL": "https://qr.example.com/", "WAYMARK_DATABASE_URL": "sqlite:///srv/w.sqlite",
            "WAYMARK_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
        ])
        #expect(settings.cacheBytes == 2 << 20)
        #expect(settings.renderCacheBytes == 0)
        #expect(settings.journalSync == .eachBatch)
        #expect(settings.publicURL == "https://qr.example.com")
        #expect(settings.databasePath == "/srv/w.sqlite")
    }

    @Test("a variable that no setting has is warned of and does not stop the start")
    func unknown() async throws {
        let settings = try await load(["WAYMARK_PROT": "80"])
        #expect(settings.warnings.count == 1)
        #expect(settings.warnings.first?.contains("WAYMARK_PROT") == true)
    }

    @Test("a settings file that was named and is not there is a problem")
    func missingFile() async {
        await #expect(throws: InvalidSettings.self) {
            try await Settings.load(environment: [:], file: "/nowhere/waymark.env")
        }
    }
}
