// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of a test's own, gone when nobody refers to it any more.
final class TemporaryFolder: Sendable {
    /// Its path.
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/waymark-scans-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The files in a folder in here, by name.
    func files(in name: String, ending: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(name)).filter { $0.hasSuffix(ending) }.sorted()
    }

    /// Copies a folder in here as it is on the disk now.
    func copy(_ name: String, to other: String) throws {
        try FileManager.default.copyItem(atPath: file(name), toPath: file(other))
    }
}

/// The path of a file that is kept with the tests.
func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
}
