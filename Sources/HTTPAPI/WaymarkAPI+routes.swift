// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

extension WaymarkAPI {
    /// Every path and who answers its methods.
    var routes: [(path: RouterPath, operations: [HTTPRequest.Method: Resource.Operation])] {
        operations
    }

    private var operations: [(path: RouterPath, operations: [HTTPRequest.Method: Resource.Operation])] {
        let readiness = Readiness(probes: dependencies.probes, limits: dependencies.limits)
        return [
            ("/", [.get: .open(FrontPage())]),
            ("/healthz", [.get: .open(ReadHealth())]),
            ("/readyz", [.get: .open(ReadReadiness(readiness: readiness))]),
            ("/robots.txt", [.get: .open(ReadRobots())]),
            ("/docs/errors", [.get: .open(ErrorCatalogPage())]),
        ]
    }
}
