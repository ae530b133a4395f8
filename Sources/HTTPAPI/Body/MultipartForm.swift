// SPDX-License-Identifier: Apache-2.0

/// Reads `multipart/form-data` (RFC 7578), strictly and within bounds.
///
/// What browsers and HTTP clients send is read, and nothing that two readers could understand differently: lines end in
/// CRLF, nothing stands before the first part or behind the last, no two parts have one name, and none is encoded.
struct MultipartForm {
    /// One field or file.
    struct Part: Equatable {
        /// The name of the field.
        let name: String
        /// The name of the file; nil for a plain field.
        let fileName: String?
        /// The bytes.
        let content: ArraySlice<UInt8>

        /// The content as text; nil where it is not UTF-8, or holds the character U+0000.
        var text: String? { content.contains(0) ? nil : String(validating: content, as: UTF8.self) }
    }

    /// Why bytes are no form, in words for the caller.
    struct Fault: Error, Equatable {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// The most parts of one form.
    static let mostParts = 64
    /// The most bytes of the lines before the content of a part.
    static let longestHead = 2_048
    /// The most lines before the content of a part.
    static let mostLines = 8

    private let body: [UInt8]
    private let delimiter: [UInt8]
    private var index = 0

    /// The parts of a form.
    /// - Parameters:
    ///   - body: the whole body.
    ///   - contentType: the header that names the boundary.
    /// - Returns: the parts, in their order.
    /// - Throws: ``Fault``.
    static func parts(of body: [UInt8], contentType: String) throws(Fault) -> [Part] {
        var form = MultipartForm(body: body, delimiter: Array("--\(try boundary(in: contentType))".utf8))
        return try form.parts()
    }

    /// Whether a header announces a form.
    static func isAnnounced(by contentType: String?) -> Bool {
        contentType?.prefix { $0 != ";" }.trimmingSpaces.lowercased() == "multipart/form-data"
    }

    private init(body: [UInt8], delimiter: [UInt8]) {
        self.body = body
        self.delimiter = delimiter
    }

    /// The boundary that a header names: 1 to 70 characters of RFC 2046 section 5.1.1.
    static func boundary(in contentType: String) throws(Fault) -> String {
        let parameters = try HeaderParameters(contentType)
        guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), boundary.last != " "
        else { throw Fault("the Content-Type has no boundary of 1 to 70 characters") }
        return boundary
    }

    private mutating func parts() throws(Fault) -> [Part] {
        guard skip(delimiter) else { throw Fault("the form does not begin with its boundary") }
        var parts: [Part] = []
        while !skip("--") {
            guard skip("\r\n") else { throw Fault("a boundary is followed by something else than a line end") }
            guard parts.count < Self.mostParts else {
                throw Fault("the form has more than \(Self.mostParts) parts")
            }
            let part = try part()
            guard !parts.contains(where: { $0.name == part.name }) else {
                throw Fault("the form has two parts named \(part.name.shortened(to: 40))")
            }
            parts.append(part)
        }
        _ = skip("\r\n")
        guard index == body.count else { throw Fault("something follows the end of the form") }
        return parts
    }

    private mutating func part() throws(Fault) -> Part {
        let (name, fileName) = try head()
        guard let end = find([0x0D, 0x0A] + delimiter) else { throw Fault("the form ends in the middle of a part") }
        let content = body[index..<end]
        index = end + 2 + delimiter.count
        return Part(name: name, fileName: fileName, content: content)
    }

    /// Reads the lines before a content.
    private mutating func head() throws(Fault) -> (name: String, fileName: String?) {
        let start = index
        var found: (String, String?)?
        for _ in 0...Self.mostLines {
            guard let line = line(within: start + Self.longestHead) else { break }
            if line.isEmpty {
                guard let found else { throw Fault("a part has no Content-Disposition") }
                return found
            }
            guard let text = String(validating: line, as: UTF8.self), let colon = text.firstIndex(of: ":") else {
                throw Fault("a part has a line that is no header")
            }
            let value = String(text[text.index(after: colon)...].trimmingSpaces)
            switch text[..<colon].lowercased() {
            case "content-disposition":
                guard found == nil else { throw Fault("a part has two Content-Dispositions") }
                found = try Self.names(in: value)
            case "content-transfer-encoding":
                guard ["binary", "7bit", "8bit"].contains(value.lowercased()) else {
                    throw Fault("a part is encoded as \(value.shortened(to: 40)); send it as it is")
                }
            default: break
            }
        }
        throw Fault("the head of a part is too long, or does not end")
    }

    private static func names(in disposition: String) throws(Fault) -> (String, String?) {
        let parameters = try HeaderParameters(disposition)
        guard parameters.value.lowercased() == "form-data", let name = parameters["name"],
            (1...64).contains(name.utf8.count)
        else { throw Fault("the Content-Disposition of a part is not form-data with a name of 1 to 64 bytes") }
        return (name, parameters["filename"])
    }

    /// The next line without its end; nil where it does not end before `limit`.
    private mutating func line(within limit: Int) -> ArraySlice<UInt8>? {
        var end = index
        while end + 1 < min(limit, body.count) {
            if body[end] == 0x0D, body[end + 1] == 0x0A {
                defer { index = end + 2 }
                return body[index..<end]
            }
            // A line end of another kind, or a null, means that readers could differ.
            if body[end] == 0x0A || body[end] == 0 { return nil }
            end += 1
        }
        return nil
    }

    private mutating func skip(_ text: String) -> Bool { skip(Array(text.utf8)) }

    private mutating func skip(_ bytes: [UInt8]) -> Bool {
        guard body[index...].starts(with: bytes) else { return false }
        index += bytes.count
        return true
    }

    /// Where bytes are found next.
    private func find(_ bytes: [UInt8]) -> Int? {
        var place = index
        while let next = body[place...].firstIndex(of: bytes[0]) {
            if body[next...].starts(with: bytes) { return next }
            place = next + 1
        }
        return nil
    }
}
