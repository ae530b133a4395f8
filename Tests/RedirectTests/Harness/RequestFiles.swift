// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Requests as bytes, one a file under `Requests/`, sorted by what becomes of them.
enum RequestFiles {
    /// One request.
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]

        var testDescription: String { name }
    }

    /// What a connection does with a request.
    enum Fate: String {
        case answered
        case handedOn = "handed-on"
        case incomplete
    }

    /// The requests of one fate, by name.
    static func files(_ fate: Fate) throws -> [File] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(components: "Requests", fate.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".http") }
        return try names.sorted().map { name in
            File(name: String(name.dropLast(5)), bytes: Array(try Data(contentsOf: folder.appending(component: name))))
        }
    }
}
