// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A file of the folder `Pictures`, which `make_pictures.py` there has made.
struct PictureFile: Sendable, CustomTestStringConvertible {
    let url: URL

    var name: String { url.lastPathComponent }
    var testDescription: String { name }

    var bytes: [UInt8] {
        get throws { try [UInt8](Data(contentsOf: url)) }
    }

    /// Pictures that every user would expect to work.
    static let readable = files(in: "readable")
    /// Files that must be refused.
    static let hostile = files(in: "hostile")

    static func readable(_ name: String) throws -> [UInt8] {
        try PictureFile(url: folder("readable").appending(path: name)).bytes
    }

    static func hostile(_ name: String) throws -> [UInt8] {
        try PictureFile(url: folder("hostile").appending(path: name)).bytes
    }

    private static func folder(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pictures/\(name)")
    }

    private static func files(in name: String) -> [PictureFile] {
        let found = try? FileManager.default.contentsOfDirectory(at: folder(name), includingPropertiesForKeys: nil)
        return (found ?? []).sorted { $0.path < $1.path }.map { PictureFile(url: $0) }
    }
}
