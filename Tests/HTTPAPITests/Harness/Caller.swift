// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import HTTPAPI

/// A client with a key.
struct Caller: Sendable {
    let client: any TestClientProtocol
    var key: String?

    /// The same client with another key, or none.
    func with(key: String?) -> Caller { Caller(client: client, key: key) }

    /// Sends a request; a body is JSON unless the headers say otherwise.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String? = nil,
        headers: HTTPFields = [:],
    ) async throws -> Answer {
        var headers = headers
        if let key { headers[.authorization] = "Bearer \(key)" }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let buffer = body.map { ByteBuffer(string: $0) }
        return try await client.execute(uri: path, method: method, headers: headers, body: buffer) { response in
            Answer(
                status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView),
            )
        }
    }

    /// Makes a code and returns it.
    @discardableResult
    func create(_ body: String = #"{"data": "https://example.com/spring"}"#) async throws -> Answer {
        let answer = try await send(.post, "/api/qr/codes", body)
        #expect(answer.status == 201, "\(answer.text)")
        return answer
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as JSON; `null` where it is none.
    var json: JSONValue { (try? JSONParser.parse(bytes, depth: 64)) ?? .null }

    /// A member of the body, its names joined with dots.
    subscript(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(json) { value, name in value?.members?[String(name)] }
    }

    /// The `code` of a problem.
    var code: String? { self["code"]?.text }

    /// The pointers of a problem's faults.
    var pointers: [String] {
        guard case .array(let faults) = self["errors"] else { return [] }
        return faults.compactMap { $0.members?["pointer"]?.text }
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }

    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
