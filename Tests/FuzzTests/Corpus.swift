// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Inputs to begin with, from files.
enum Corpus {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// All files below a folder of `Tests`.
    static func files(in path: String) throws -> [[UInt8]] {
        let folder = tests.appending(path: path)
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.sorted().compactMap { path in
            let url = folder.appending(path: path)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
            return try [UInt8](Data(contentsOf: url))
        }
    }

    /// The lines of a file of `Corpus/lines`.
    static func lines(_ name: String) throws -> [[UInt8]] {
        let url = tests.appending(path: "FuzzTests/Corpus/lines/\(name).txt")
        return try [UInt8](Data(contentsOf: url)).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }
}
