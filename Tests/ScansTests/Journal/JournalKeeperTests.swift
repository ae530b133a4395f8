// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Testing

@testable import Scans

@Suite("The journal's keeper")
struct JournalKeeperTests {
    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("one look makes the spares, forces scans onto the disk and turns the salt")
    func look() async throws {
        let configuration = JournalConfiguration(
            segmentBytes: 64 << 10, maximumBytes: 1 << 20, sync: .every(.seconds(1)), )
        let fixture = try JournalFixture(configuration: configuration)
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let salt = try Data(contentsOf: URL(fileURLWithPath: fixture.folder.file("visitor-salt")))
        let keeper = JournalKeeper(
            journal: fixture.journal,
            logger: Self.silent,
            wallClock: { JournalFixture.noon.adding(.seconds(86_400)) },
        )
        await keeper.look()
        #expect(fixture.journal.status.usedBytes == 128 << 10)
        #expect(fixture.journal.segments.allSatisfy { $0.isSynced })
        #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.folder.file("visitor-salt"))) != salt)
    }

    @Test("a country database that was replaced is taken; a broken one is not")
    func reload() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("countries.mmdb")
        try FileManager.default.copyItem(atPath: fixture("countries.mmdb"), toPath: path)
        let journal = try JournalFixture(folder, countries: CountryDatabase(path: path)).journal
        let keeper = JournalKeeper(journal: journal, logger: Self.silent)
        let address = try #require(IPAddress("81.2.69.142"))

        func replace(with content: Data) throws {
            try content.write(to: URL(fileURLWithPath: path), options: .atomic)
        }
        try replace(with: Data("broken".utf8))
        await keeper.reloadCountries()
        #expect(journal.countries.0?.country(of: address)?.description == "GB")
        try replace(with: Data(contentsOf: URL(fileURLWithPath: fixture("countries-replaced.mmdb"))))
        await keeper.reloadCountries()
        #expect(journal.countries.0?.country(of: address)?.description == "DE")
    }
}
