// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Answers methods that HTTP does not know: 501, whatever the path (RFC 9110 section 9.1).
struct KnownMethods: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response,
    ) async throws -> Response {
        guard Resource.methods.contains(request.method) else {
            throw Problem(.methodUnknown, "the method \(request.method.rawValue.prefix(32)) is not known here")
        }
        return try await next(request, context)
    }
}
