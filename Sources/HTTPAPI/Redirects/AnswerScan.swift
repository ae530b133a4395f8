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
    let limits: APILimits

    /// What a code without a password takes.
    static let methods = "GET, HEAD, OPTIONS"
    /// A password of 128 characters, each of four bytes, each byte percent-encoded.
    private static let longestForm = 2_048

    func answer(_ call: Call) async throws -> Response {
        var scan = Self.scan(call)
        if call.request.method == .post {
            guard await redirects.takesForms(scan.id) else {
                throw Self.refusal(of: .post)
            }
            scan.submission = try await submission(call)
        }
        let reply = await redirects.answer(scan)
        var headers: HTTPFields = [:]
        for field in reply.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
        return Response(status: HTTPResponse.Status(code: reply.status), headers: headers, body: body)
    }

    /// Words that a code does not take a method.
    static func refusal(of method: HTTPRequest.Method) -> Problem {
        let detail = "\(method.rawValue) is not allowed here; allowed are \(methods)"
        return Problem(.methodNotAllowed, detail, headers: [.allow: methods])
    }

    private static func scan(_ call: Call) -> RoutedScan {
        let headers = call.request.headers
        return RoutedScan(
            id: call.id.removingPercentEncoding ?? call.id,
            query: call.request.uri.query ?? "",
            marks: marks(call.request),
            peer: IPAddress(call.context.channel.remoteAddress),
            forwardedFor: headers[values: .xForwardedFor].joined(separator: ","),
            country: country(headers),
            userAgent: headers[.userAgent] ?? "",
            referrer: headers[.referer] ?? "",
            language: headers[.acceptLanguage] ?? "",
            cookies: headers[values: .cookie].joined(separator: ";"),
        )
    }

    private static func marks(_ request: Request) -> ScanMarks {
        var marks: ScanMarks = request.method == .head ? .head : []
        let headers = request.headers
        if (headers[values: .doNotTrack] + headers[values: .secGPC]).contains("1") { marks.insert(.privacy) }
        let purposes = [.secPurpose, .purpose, .xPurpose, .xMoz].flatMap { headers[values: $0] }
        if purposes.contains(where: { Purpose.isAhead(Array($0.utf8).span) }) { marks.insert(.ahead) }
        return marks
    }

    private func submission(_ call: Call) async throws -> RoutedScan.Submission {
        var limits = limits
        limits.bodyBytes = Self.longestForm
        let body = String(buffer: try await BodyReader(limits: limits).read(call))
        let site = call.request.headers[.secFetchSite]
        return RoutedScan.Submission(
            password: Self.field("password", of: body),
            isOwn: site == nil || site == "same-origin" || site == "none",
        )
    }

    /// A field of an `application/x-www-form-urlencoded` body; empty where it is not there.
    private static func field(_ name: String, of body: String) -> String {
        for pair in body.split(separator: "&") where pair.hasPrefix(name + "=") {
            let spaced = String(pair.dropFirst(name.count + 1).map { $0 == "+" ? " " : $0 })
            return spaced.removingPercentEncoding ?? ""
        }
        return ""
    }

    /// What the CDNs say that tell the country.
    private static func country(_ headers: HTTPFields) -> String {
        headers[.cfIPCountry] ?? headers[.xCountryCode] ?? headers[.cloudFrontViewerCountry] ?? ""
    }
}
