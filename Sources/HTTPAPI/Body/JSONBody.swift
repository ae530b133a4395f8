// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird

/// Reads bodies that are JSON objects.
struct JSONBody: Sendable {
    private let reader: BodyReader
    private let depth: Int
    private let most: Int

    /// - Parameters:
    ///   - limits: what a body may cost.
    ///   - values: how many values a body may hold; nil for as many as an ordinary request needs.
    init(limits: APILimits, values: Int? = nil) {
        reader = BodyReader(limits: limits)
        depth = limits.jsonDepth
        most = values ?? limits.jsonValues
    }

    /// The members of the object that the body is; none where there is no body and `mayBeEmpty` is set.
    /// - Throws: a problem: another media type, unreadable, not JSON, or JSON that is no object.
    func members(_ call: Call, mayBeEmpty: Bool = false) async throws -> [String: JSONValue] {
        try Self.checkMediaType(call.request.headers)
        let buffer = try await reader.read(call)
        guard buffer.readableBytes > 0 else {
            if mayBeEmpty { return [:] }
            throw Problem(.invalidJSON, "the body is empty; send a JSON object")
        }
        let value = try parse(Array(buffer.readableBytesView))
        guard let members = value.members else {
            throw Problem(faults: [FieldFault("", "the body must be an object, not \(value.kind)", kind: .wrongType)])
        }
        return members
    }

    /// The members of the object that the body is; none where there is no body.
    /// - Throws: what ``members(_:)`` throws.
    func membersOrNone(_ call: Call) async throws -> [String: JSONValue] {
        let headers = call.request.headers
        let isEmpty = headers[.transferEncoding] == nil && (headers[.contentLength] ?? "0") == "0"
        return isEmpty ? [:] : try await members(call)
    }

    private func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        do {
            return try JSONParser.parse(bytes, depth: depth, most: most)
        } catch {
            let (line, column) = error.position(in: bytes)
            throw Problem(
                .invalidJSON, "the body is not valid JSON at line \(line), column \(column): \(error.reason)", )
        }
    }

    /// Lets JSON pass: `application/json` and everything that ends in `+json` (RFC 6839 section 3.1).
    ///
    /// A body without a type is
    /// taken for JSON, as nothing else is ever sent here.
    static func checkMediaType(_ headers: HTTPFields) throws(Problem) {
        if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
            let detail = "the body is compressed (\(encoding.prefix(40))); send it as it is"
            throw Problem(.unsupportedMediaType, detail, headers: [.acceptEncoding: "identity"])
        }
        guard let text = headers[.contentType] else { return }
        let refusal = Problem(.unsupportedMediaType, "the body is \(text.prefix(80)); send application/json in UTF-8")
        var parts = text.lowercased().split(separator: ";").map { $0.trimmingSpaces }
        guard let type = parts.first, type == "application/json" || type.hasSuffix("+json") else { throw refusal }
        parts.removeFirst()
        // RFC 8259 section 8.1: JSON between systems is UTF-8.
        for parameter in parts where parameter.hasPrefix("charset=") {
            guard ["charset=utf-8", "charset=\"utf-8\"", "charset=utf8"].contains(parameter) else { throw refusal }
        }
    }
}
