// SPDX-License-Identifier: Apache-2.0

import Testing

/// The files of a ZIP archive whose contents are stored as they are, read from its front.
struct StoredArchive {
    private(set) var names: [String] = []
    private var files: [String: [UInt8]] = [:]

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while rest.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            let start = rest.startIndex
            func number(_ offset: Int, _ count: Int) -> Int {
                (0..<count).reduce(0) { $0 | Int(rest[start + offset + $1]) << (8 * $1) }
            }
            let (size, name, extra) = (number(18, 4), number(26, 2), number(28, 2))
            let head = start + 30
            let content = head + name + extra
            let text = String(decoding: rest[head..<head + name], as: UTF8.self)
            names.append(text)
            files[text] = Array(rest[content..<content + size])
            rest = rest[(content + size)...]
        }
        try #require(rest.starts(with: [0x50, 0x4B, 0x01, 0x02]))
    }

    subscript(name: String) -> [UInt8]? { files[name] }
}
