// SPDX-License-Identifier: Apache-2.0

import CSV
package import Codes
import Foundation
package import Management
import NIOCore
import Store
package import Styling

/// All living codes of an account as a file, a page at a time: its memory does not grow with the account.
package struct CodeExport: Sendable {
    private let codes: CodeLibrary
    private let object: CodeObject
    private let pictures: PictureLibrary?

    /// Makes an export.
    /// - Parameters:
    ///   - codes: what can be done with codes.
    ///   - object: how codes are shown.
    ///   - pictures: where kept pictures are, for an export that holds also what codes do not show: hashes of
    ///     passwords, sealed destinations and the files of pictures. It is NDJSON then. Nil for one that does not.
    package init(codes: CodeLibrary, object: CodeObject, secretsAnd pictures: PictureLibrary? = nil) {
        self.codes = codes
        self.object = object
        self.pictures = pictures
    }

    /// Writes the file, oldest codes first: what is made meanwhile comes last.
    /// - Parameters:
    ///   - account: whose codes.
    ///   - format: what the file is.
    ///   - write: takes the next piece of the file, and how many of how many codes it ends with.
    /// - Throws: the store's failure, or what `write` throws.
    package func write(
        codesOf account: Account,
        as format: RowFormat,
        to write: (_ piece: [UInt8], _ done: Int, _ total: Int) async throws -> Void,
    ) async throws {
        var query = CodeListQuery(limit: 100, order: CodeOrder(.createdAt))
        var table = CSVWriter()
        if format == .csv { table.record(CodeTable.header) }
        var (done, named) = (0, Set<String>())
        repeat {
            let page = try await codes.list(query, of: account)
            var lines: [UInt8] = []
            for code in page.codes {
                switch format {
                case .csv: table.record(CodeTable.cells(of: try object.members(of: code)))
                case .ndjson:
                    if let pictures {
                        let files = try await pictures.lines(of: code, beside: &named)
                        if !files.isEmpty { try await write(files, done, page.total) }
                    }
                    lines += Array((object.json(of: code, withSecrets: pictures != nil) + "\n").utf8)
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

extension PictureLibrary {
    /// The pictures of a code that were not written yet, a line each: `{"picture": …, "data": "data:…"}`.
    fileprivate func lines(of code: Code, beside written: inout Set<String>) async throws -> [UInt8] {
        var lines: [UInt8] = []
        for name in StyleField.pictureNames {
            guard case .string(let text)? = code.settings.style[name], let source = PictureSource(text), source.isKept,
                written.insert(text).inserted
            else { continue }
            let file = try await keptFile(source, of: code.account)
            let uri = "data:application/octet-stream;base64,\(Data(file).base64EncodedString())"
            lines +=
                Array(
                    JSONWriter.text { writer in
                        writer.member("picture", text)
                        writer.member("data", uri)
                    }.utf8) + [UInt8(ascii: "\n")]
        }
        return lines
    }
}
