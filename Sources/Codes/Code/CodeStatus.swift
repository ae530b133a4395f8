// SPDX-License-Identifier: Apache-2.0

/// Whether a code sends scanners on, or shows the paused page.
package enum CodeStatus: String, Sendable, CaseIterable {
    /// Scans are sent on.
    case active
    /// Scans get the paused page; nothing is lost, and the code can be made active again.
    case inactive
}
