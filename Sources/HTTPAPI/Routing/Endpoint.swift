// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// A request that has found its endpoint.
struct Call {
    var request: Request
    var context: APIContext

    /// The short id in the path, as it was sent: any text, never trusted to be an id.
    var id: String { context.parameters.get("id") ?? "" }
}

/// What answers one method of a resource, for everybody.
protocol Endpoint: Sendable {
    func answer(_ call: Call) async throws -> Response
}

/// What answers one method of a resource, for callers with a key.
protocol KeyedEndpoint: Sendable {
    /// What the key has to be allowed.
    static var scope: Scope { get }
    /// What the call does: whether it is counted, and known when it is repeated.
    static var kind: CallKind { get }

    /// Answers a caller whose key was checked; the body was not read yet.
    func answer(_ call: Call, by caller: Principal) async throws -> Response

    /// Whether the body is read once more to answer a request again, see ``answer(again:to:by:)``: for answers that are
    /// too long to be kept, and can be drawn anew.
    static var drawsAgain: Bool { get }

    /// Answers a request that was done before under the same `Idempotency-Key`, and whose answer was not kept.
    ///
    /// `made` is what the request made, nil where that is not known. It makes nothing, and costs nothing of a quota.
    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response
}
