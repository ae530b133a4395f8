// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import Logging
import Redirect
import Scans
import Store

extension Subject {
    /// The server's own front over codes in memory, with a journal in a temporary folder.
    static func front(codes: Int, loops: Int) throws -> Subject {
        let stored = Dictionary(uniqueKeysWithValues: ids(codes).compactMap(code).map { ($0.id, $0) })
        let table = RedirectTable { id throws(StoreError) in stored[id] }
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        let folder = FileManager.default.temporaryDirectory.appending(component: "redirect-bench-\(getpid())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let salt = try DailySalt(path: folder + "/salt", now: .now)
        let journal = try ScanJournal(folder: folder + "/journal", countries: nil, salt: salt)
        let core = RedirectCore(table: table, proxies: TrustedProxies(), logger: logger, journal: journal)
        let place = ScanFront.Place(host: "127.0.0.1", port: 0, threads: loops)
        let front = try ScanFront(core: core, place: place) { Glibc.close($0.descriptor) }
        Task { try await front.run() }
        return Subject(
            port: front.port,
            answered: { core.counts.scans },
            close: { try? FileManager.default.removeItem(atPath: folder) },
        )
    }

    /// The ids of the measured codes.
    static func ids(_ count: Int) -> [String] { (0..<count).map { String(format: "code%04d", $0) } }

    /// Where an id leads.
    static func destination(of id: String) -> String { "https://www.example.com/landing/\(id)?utm_source=poster" }

    private static func code(_ id: String) -> Code? {
        guard let codeID = CodeID(id) else { return nil }
        return Code(
            number: 1,
            id: codeID,
            account: AccountID(1),
            payload: Payload(stored: .url, text: destination(of: id)),
            settings: CodeSettings(),
            createdAt: .now,
            updatedAt: .now,
            deletedAt: nil,
            version: 1,
            tally: ScanTally(),
        )
    }
}
