// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// `GET /healthz`: the process answers.
///
/// Nothing else is asked, so that a store that is away restarts nobody.
struct ReadHealth: Endpoint {
    func answer(_ call: Call) async throws -> Response {
        .json { $0.member("status", "ok") }
    }
}
