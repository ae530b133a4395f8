// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// Puts the headers on every answer that keep browsers from doing more with it than was meant.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = APIContext

    /// For what is no page: nothing may be loaded, run or framed.
    static let closedPolicy = "default-src 'none'; frame-ancestors 'none'"
    /// For pictures: an SVG opened by itself is a document of this origin; the sandbox takes that away.
    static let picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response,
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        // The answer to a scan brings what it needs, so that it is the one that the front gives to the same bytes.
        let isScan = response.headers[.xRobotsTag] != nil
        if response.headers[.contentSecurityPolicy] == nil, !isScan {
            response.headers[.contentSecurityPolicy] = Self.closedPolicy
        }
        // What says nothing about caching is an answer to one caller at one moment.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
