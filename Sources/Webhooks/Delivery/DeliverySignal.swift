// SPDX-License-Identifier: Apache-2.0

package import Store
import Synchronization

/// Tells the deliverer that there is something to do now.
package final class DeliverySignal: Sendable {
    private let hurried = Mutex<Set<Int64>>([])
    /// Ends the deliverer's wait.
    let wake = WakeSignal()

    /// Makes a signal that nobody waits for.
    package init() {}

    /// Has a webhook's deliveries looked at now, though it failed a moment ago.
    package func hurry(_ webhook: Webhook) {
        hurried.withLock { _ = $0.insert(webhook.number) }
        wake.wake()
    }

    /// The webhooks to hurry with since the last call.
    func take() -> Set<Int64> {
        hurried.withLock { hurried in
            defer { hurried = [] }
            return hurried
        }
    }
}
