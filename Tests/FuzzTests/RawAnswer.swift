// SPDX-License-Identifier: Apache-2.0

/// An answer as it came over the wire, without what no two answers have in common.
struct RawAnswer: Equatable, CustomStringConvertible {
    let status: String
    /// The fields, names in lower case, in alphabetical order; without `Date`, and with generated request ids alike.
    let fields: [String]
    let body: [UInt8]

    var description: String { ([status] + fields + ["\(body.count) bytes"]).joined(separator: " | ") }

    /// What the HTTP parser itself answers to bytes that it cannot read.
    var isParserRefusal: Bool {
        status.hasPrefix("HTTP/1.1 400") && body.isEmpty && fields == ["connection: close", "content-length: 0"]
    }

    /// All answers in what a connection brought; `HEAD` has no body although its answer has a length.
    static func all(in bytes: [UInt8]) -> [RawAnswer] {
        var answers: [RawAnswer] = []
        var rest = bytes[...]
        while let end = headEnd(in: rest) {
            let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
            let fields = lines.dropFirst().map(normalized).filter { !$0.hasPrefix("date: ") }.sorted()
            rest = rest[end...]
            let length = fields.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
            // The next answer or the end follows an answer to HEAD at once.
            let isWithoutBody = rest.isEmpty || rest.starts(with: "HTTP/1.1 ".utf8)
            let body = isWithoutBody ? rest.prefix(0) : rest.prefix(length)
            rest = rest.dropFirst(body.count)
            answers.append(RawAnswer(status: lines.first ?? "", fields: fields, body: Array(body)))
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
