// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import Redirect

/// `/{slug}`, where nothing else answers: a scan of the code, if there is or was one of this id.
struct AnswerSlug: Endpoint {
    let scan: AnswerScan

    /// All that a path without an endpoint can be asked.
    static let methods = Resource.methods

    func answer(_ call: Call) async throws -> Response {
        let isPage = call.request.method == .get && call.request.headers[.accept]?.contains("text/html") == true
        let isKnown = await scan.redirects.knows(call.id.removingPercentEncoding ?? call.id)
        // Who looks for a page is told on one; a program that asks in vain gets a problem, as for any other path.
        guard isKnown || isPage else { throw Problem.nothingHere }
        switch call.request.method {
        case .get, .head, .post: return try await scan.answer(call)
        case .options: return .empty(.noContent, headers: [.allow: AnswerScan.methods])
        default: throw AnswerScan.refusal(of: call.request.method)
        }
    }
}
