// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /robots.txt`: crawlers are asked to keep off the codes, whose scans they would only blur.
struct ReadRobots: Endpoint {
    func answer(_ call: Call) async throws -> Response {
        let text = "User-agent: *\nDisallow: /r/\nDisallow: /q/\nDisallow: /api/\n"
        let headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "public, max-age=86400"]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
