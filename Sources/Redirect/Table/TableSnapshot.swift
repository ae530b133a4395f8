// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
package import Logging
import ServiceLifecycle

/// Keeps on the disk which codes are in the table, so that a server that starts again has them at hand before their
/// scans come.
///
/// Only ids are kept. What a code answers with is read from the store, which alone knows it: a snapshot can be old,
/// damaged or missing, and no answer is wrong for it.
package final class TableSnapshot: Service {
    /// The most bytes that are read of a file, some seven million ids.
    static let longest = 64 << 20
    /// How often it is written beside the end of the process: a killed server has one, too.
    private static let interval = Duration.seconds(300)
    private static let heading = "waymark redirects 1"

    private let table: RedirectTable
    private let path: String
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    /// Makes a service that does nothing yet.
    /// - Parameters:
    ///   - table: what is warmed and written down.
    ///   - path: the file.
    ///   - sleep: waits that long; throws when it is cancelled.
    ///   - logger: is told how many codes were read, and when the file cannot be written.
    package init(
        table: RedirectTable,
        path: String,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        logger: Logger,
    ) {
        self.table = table
        self.path = path
        self.sleep = sleep
        self.logger = logger
    }

    /// Warms the table; then writes the file again and again, and once more at the end.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await self.warm()
            while (try? await self.sleep(Self.interval)) != nil { self.write() }
        }
        write()
    }

    /// Reads the codes of the file into the table.
    func warm() async {
        let ids = Self.read(path)
        guard !ids.isEmpty else { return }
        let warmed = await table.warm(ids)
        logger.info("redirects were warmed", metadata: ["codes": "\(warmed)", "of": "\(ids.count)"])
    }

    /// Writes down what is in the table; an empty table leaves the file as it is.
    func write() {
        let ids = table.cachedIDs
        guard !ids.isEmpty else { return }
        var text = Self.heading + "\n"
        for id in ids where text.utf8.count < Self.longest - 65 { text += id.text + "\n" }
        let beside = path + ".new"
        let isWritten = FileManager.default.createFile(
            atPath: beside, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600],
        )
        guard isWritten, unsafe rename(beside, path) == 0 else {
            // Nothing is lost by it: the next start is a cold one.
            return logger.warning("the snapshot of the redirects cannot be written", metadata: ["file": "\(path)"])
        }
    }

    /// The ids of a file; what is none is left out.
    static func read(_ path: String) -> [CodeID] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= longest else { return [] }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        guard lines.first.map(String.init) == heading else { return [] }
        return lines.dropFirst().compactMap { CodeID($0) }
    }
}
