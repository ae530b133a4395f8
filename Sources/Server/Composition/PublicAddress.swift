// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The address that printed codes carry, as the server and the commands beside it have to agree on it.
enum PublicAddress {
    /// Notes in the data directory what a server answers at, for commands that were not told.
    static func note(_ address: String, in directory: String) throws {
        try Data((address + "\n").utf8).write(to: URL(filePath: file(in: directory)), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file(in: directory))
    }

    /// What the last server on this data directory answered at; nil where none has run yet.
    static func noted(in directory: String) -> String? {
        guard let data = FileManager.default.contents(atPath: file(in: directory)), data.count <= 512 else {
            return nil
        }
        let address = String(decoding: data, as: UTF8.self).filter { !$0.isNewline }
        return address.isEmpty ? nil : address
    }

    /// The names that this machine has for itself: a code that leads to one of them at a port of the server's is a loop.
    static func loopback(_ ports: ListeningPorts) -> [String] {
        [ports.plain, ports.secure].compactMap(\.self).flatMap { port in
            ["localhost", "127.0.0.1", "[::1]"].map { "http://\($0):\(port)" }
        }
    }

    private static func file(in directory: String) -> String { "\(directory)/public-url" }
}
