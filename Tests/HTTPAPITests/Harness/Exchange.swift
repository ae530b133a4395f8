// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Testing

/// A request and its answer as text, held against a file: a header that comes or goes shows.
///
/// With `WAYMARK_RECORD_EXCHANGES=1` the files are written instead of read; look at the difference before committing.
struct Exchange {
    private let text: String

    init(_ method: HTTPRequest.Method, _ path: String, body: String?, headers: HTTPFields, answer: Answer) {
        var lines = ["\(method.rawValue) \(path)"]
        lines += Self.lines(headers) + [""]
        if let body { lines += [body, ""] }
        lines += ["\(answer.status)"] + Self.lines(answer.headers) + [""]
        lines.append(String(validating: answer.bytes, as: UTF8.self) ?? "(\(answer.bytes.count) bytes)")
        text = lines.joined(separator: "\n") + "\n"
    }

    /// Fails unless the file of that name has the same text.
    func matches(_ name: String, from file: String = #filePath, at location: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["WAYMARK_RECORD_EXCHANGES"] == "1" {
            let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Exchanges")
            try text.write(to: folder.appending(path: "\(name).txt"), atomically: true, encoding: .utf8)
        } else {
            let url = try #require(Bundle.module.url(forResource: "Exchanges/\(name)", withExtension: "txt"))
            let recorded = try String(contentsOf: url, encoding: .utf8)
            #expect(recorded == text, sourceLocation: location)
        }
    }

    private static func lines(_ headers: HTTPFields) -> [String] {
        headers.map { "\($0.name.canonicalName): \($0.value)" }.sorted()
    }
}
