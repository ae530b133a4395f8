// SPDX-License-Identifier: Apache-2.0

import Hummingbird

extension WaymarkAPI {
    /// Scans as they are stored.
    var liveRoutes: [Route] {
        func watch(_ breadth: WatchScans.Breadth) -> Resource.Operation {
            let (codes, live) = (dependencies.codes, dependencies.live)
            return .keyed(WatchScans(breadth: breadth, codes: codes, live: live, watchers: watchers))
        }
        return [
            ("/api/qr/codes/{id}/live", [.get: watch(.oneCode)]),
            ("/api/qr/live", [.get: watch(.allCodes)]),
        ]
    }
}
