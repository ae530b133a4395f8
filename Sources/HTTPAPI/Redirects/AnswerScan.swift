// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Redirect
import Scans

/// `GET /r/{id}` and `/q/{id}/`: a scan, where no connection in front has answered it already.
struct AnswerScan: Endpoint {
    let redirects: RedirectResponder

    func answer(_ call: Call) async throws -> Response {
        let reply = await redirects.answer(Self.scan(call))
        var headers: HTTPFields = [:]
        for field in reply.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
        return Response(status: HTTPResponse.Status(code: reply.status), headers: headers, body: body)
    }

    private static func scan(_ call: Call) -> RoutedScan {
        let headers = call.request.headers
        return RoutedScan(
            id: call.id.removingPercentEncoding ?? call.id,
            query: call.request.uri.query ?? "",
            isHead: call.request.method == .head,
            peer: IPAddress(call.context.channel.remoteAddress),
            forwardedFor: headers[values: .xForwardedFor].joined(separator: ","),
            country: country(headers),
            userAgent: headers[.userAgent] ?? "",
            referrer: headers[.referer] ?? "",
            language: headers[.acceptLanguage] ?? "",
        )
    }

    /// What the CDNs say that tell the country.
    private static func country(_ headers: HTTPFields) -> String {
        headers[.cfIPCountry] ?? headers[.xCountryCode] ?? headers[.cloudFrontViewerCountry] ?? ""
    }
}
