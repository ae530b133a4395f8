// SPDX-License-Identifier: Apache-2.0

import Redirect
import ServiceLifecycle

/// The front and the HTTP connections behind it: one port, one end.
struct FrontService: Service {
    let front: ScanFront
    let connections: HTTPConnections
    /// Called when connections are taken.
    let onRunning: @Sendable () -> Void

    /// Serves until the process shuts down, and then until what is under way is answered.
    func run() async throws {
        onRunning()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await connections.run() }
            try await front.run()
            // Nothing can come any more; what is there ends by itself.
            connections.finish()
        }
    }
}
