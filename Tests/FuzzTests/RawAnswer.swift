// SPDX-License-Identifier: Apache-2.0

/// An answer as it came over the wire, without what no two answers have in common.
struct RawAnswer: Equatable, CustomStringConvertible {
    let status: String
    /// The fields, names in lower case, in alphabetical order; without `Date`, and with generated request ids alike.
    ///
    /// Without `Connection` too, which is about this connection and not about the answer: the front says aloud what the
    /// HTTP handlers leave to the rules of the version.
    let fields: [String]
    let body: [UInt8]

    var description: String { ([status] + fields + ["\(body.count) bytes"]).joined(separator: " | ") }

    /// What the HTTP parser itself answers to bytes that it cannot read.
    var isParserRefusal: Bool {
        status.hasPrefix("HTTP/1.1 400") && body.isEmpty && fields == ["content-length: 0"]
    }

    /// All answers in what a connection brought; `HEAD` has no body although its answer has a length.
    static func all(in bytes: [UInt8]) -> [RawAnswer] {
        var answers: [RawAnswer] = []
        var rest = bytes[...]
        while let end = headEnd(in: rest) {
            let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
            let fields = lines.dropFirst().map(normalized)
                .filter { !$0.hasPrefix("date: ") && !$0.hasPrefix("connection: ") }.sorted()
            rest = rest[end...]
            let length = fields.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
            // The next answer or the end follows an answer to HEAD at once.
            let isWithoutBody = rest.isEmpty || rest.starts(with: "HTTP/1.1 ".utf8)
            let body = isWithoutBody ? rest.prefix(0) : rest.prefix(length)
            rest = rest.dropFirst(body.count)
            answers.append(RawAnswer(status: lines.first ?? "", fields: fields, body: masked(body)))
        }
        return answers
    }

    private static func normalized(_ line: String) -> String {
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return line }
        let (name, value) = (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
        let isMade = name == "x-request-id" && value.count == 26 && value.hasPrefix("01")
        return "\(name): \(isMade ? "made" : value)"
    }

    /// Bytes with every generated request id (26 characters that begin with 01) masked: problems repeat it.
    private static func masked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var masked = Array(bytes)
        let isLetter = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) }
        var index = 0
        while index + 26 <= masked.count {
            let word = masked[index..<index + 26]
            if word.starts(with: [0x30, 0x31]), word.allSatisfy(isLetter) {
                masked.replaceSubrange(index..<index + 26, with: repeatElement(0x2A, count: 26))
            }
            index += 1
        }
        return masked
    }

    private static func headEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex + 3
        while index < bytes.endIndex {
            if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
