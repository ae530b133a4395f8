// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import QRRender

@testable import HTTPAPI

/// What requests of the QRStudio API are made of.
enum Sample {
    typealias Field = (name: String, fileName: String?, content: [UInt8])

    static let formType = "multipart/form-data; boundary=\"the edge\""

    /// The file of a small picture that stands for a logo.
    static var logoFile: [UInt8] {
        get throws { try Renderer.render(RenderRequest(text: "logo", size: .pixels(58))).bytes }
    }

    /// The same as a `data:` URI.
    static var logo: String {
        get throws { "data:image/png;base64,\(Data(try logoFile).base64EncodedString())" }
    }

    static func form(_ fields: [Field], boundary: String = "the edge") -> [UInt8] {
        var body: [UInt8] = []
        for field in fields {
            let file = field.fileName.map { "; filename=\"\($0)\"" } ?? ""
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\(file)\r\n\r\n".utf8)
            body += field.content + Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }
}

extension Caller {
    /// Sends bytes of another type than JSON.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: [UInt8],
        type: String,
        headers: HTTPFields = [:],
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = type
        if let key { headers[.xAPIKey] = key }
        let buffer = ByteBuffer(bytes: body)
        return try await client.execute(uri: path, method: method, headers: headers, body: buffer) { response in
            Answer(
                status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView),
            )
        }
    }
}
