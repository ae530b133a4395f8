// SPDX-License-Identifier: Apache-2.0

import ServiceLifecycle

/// Does something again and again until the program ends, and once more then.
struct Repeating: Service {
    let interval: Duration
    let work: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                if !Task.isCancelled { await work() }
            }
        }
        await work()
    }
}
