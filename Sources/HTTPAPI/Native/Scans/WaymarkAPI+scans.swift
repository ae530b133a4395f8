// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

extension WaymarkAPI {
    /// Scans one by one.
    var recordedScanRoutes: [Route] {
        func list(_ breadth: ListScans.Breadth) -> Resource.Operation {
            .keyed(
                ListScans(
                    breadth: breadth, scans: dependencies.recordedScans, names: dependencies.scans,
                    clock: dependencies.clock, ))
        }
        return [
            ("/api/qr/codes/{id}/scans", [.get: list(.oneCode)]),
            ("/api/qr/scans", [.get: list(.allCodes)]),
        ]
    }
}
