// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not JSON, and where.
struct JSONFault: Error, Equatable {
    /// What is wrong, in words.
    let reason: String
    /// The byte at which it is.
    let offset: Int

    init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// Words that a text begins with a byte that no JSON begins with.
    static func begins(with byte: UInt8, at offset: Int, _ reason: String) -> JSONFault {
        // RFC 8259 section 8.1: readers may pass a byte order mark over, and senders must not send one. Nobody sees it in
        // an editor, so that it needs words of its own.
        guard byte == 0xEF, offset == 0 else { return JSONFault(reason, at: offset) }
        return JSONFault("\(reason); the text begins with a byte order mark, save it as UTF-8 without one", at: offset)
    }

    /// The place as editors show it: line and column from 1, the column counted in characters.
    func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (line, String(decoding: before[start...], as: UTF8.self).count + 1)
    }
}
