// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Logging
import Store

/// Turns whatever was thrown into a problem, and logs what only the operator may know.
///
/// Everything thrown ends here: Hummingbird itself would log an unknown error at debug and answer with an empty 500.
struct ProblemResponses: RouterMiddleware {
    typealias Context = APIContext

    let publicURL: String
    let counts: HTTPCounts

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response,
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            if error is StoreError { counts.countStoreError() }
            let problem = Problem(error)
            if let internals = problem.internals {
                context.logger.error("\(problem.code.title)", metadata: ["reason": .string(internals)])
            }
            let dialect = Dialect(path: request.uri.path)
            var response = problem.response(in: dialect, requestID: context.requestID, publicURL: publicURL)
            // What was refused was counted too. A limit that was passed speaks for itself.
            if response.headers[.rateLimit] == nil { response.headers.tell(context.rates.all) }
            return request.method == .head ? response.withoutBody : response
        }
    }
}
