// SPDX-License-Identifier: Apache-2.0

import CSV
package import Codes
package import Management
import NIOCore
import Store

/// All living codes of an account as a file, a page at a time: its memory does not grow with the account.
package struct CodeExport: Sendable {
    /// What the file is.
    package enum Format: String, Sendable, CaseIterable {
        /// A line a code, cells that begin like formulas neutralized.
        case csv
        /// A JSON object a line.
        case ndjson

        /// The file's media type.
        package var mediaType: String { self == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson" }
    }

    private let codes: CodeLibrary
    private let object: CodeObject

    /// Makes an export; `object` is how codes are shown.
    package init(codes: CodeLibrary, object: CodeObject) {
        self.codes = codes
        self.object = object
    }

    /// Writes the file, oldest codes first: what is made meanwhile comes last.
    /// - Parameters:
    ///   - account: whose codes.
    ///   - format: what the file is.
    ///   - write: takes the next piece of the file, and how many of how many codes it ends with.
    /// - Throws: the store's failure, or what `write` throws.
    package func write(
        codesOf account: Account,
        as format: Format,
        to write: (_ piece: [UInt8], _ done: Int, _ total: Int) async throws -> Void,
    ) async throws {
        var query = CodeListQuery(limit: 100, order: CodeOrder(.createdAt))
        var table = CSVWriter()
        if format == .csv { table.record(CodeTable.header) }
        var done = 0
        repeat {
            let page = try await codes.list(query, of: account)
            var lines: [UInt8] = []
            for code in page.codes {
                switch format {
                case .csv: table.record(CodeTable.cells(of: try object.members(of: code)))
                case .ndjson: lines += Array((object.json(of: code) + "\n").utf8)
                }
            }
            done += page.codes.count
            try await write(format == .csv ? table.take() : lines, done, page.total)
            query.after = page.next
        } while query.after != nil
    }
}

extension CodeObject {
    /// The members of a code as they are shown.
    func members(of code: Code) throws(JSONFault) -> [String: JSONValue] {
        let buffer = JSONWriter.buffer { writer in writer.object { write(code, to: &$0) } }
        return try JSONParser.parse(Array(buffer.readableBytesView), depth: 64).members ?? [:]
    }
}
