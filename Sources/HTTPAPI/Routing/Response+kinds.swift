// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer that is a JSON object.
    static func json(
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        _ members: (inout JSONWriter) -> Void,
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        let buffer = JSONWriter.buffer { $0.object(members) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }

    /// An answer that has no body by its status, and so no length either (RFC 9110 section 8.6).
    static func empty(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
        var response = Response(status: status, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }

    /// The answer to HEAD that goes with this one to GET: the same headers, the length among them (RFC 9110 section 9.3.2).
    var withoutBody: Response {
        var response = createHeadResponse()
        response.headers[.contentLength] = headers[.contentLength]
        return response
    }

    /// An answer that is a page of our own: no scripts, and no style but the page's own element.
    static func page(_ html: String) -> Response {
        Response(status: .ok, headers: pageHeaders, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// The headers of such a page.
    static let pageHeaders: HTTPFields = [
        .contentType: "text/html; charset=utf-8",
        .contentSecurityPolicy:
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        .cacheControl: "public, max-age=300",
    ]
}
