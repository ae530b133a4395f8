// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Whose scans are counted together.
package enum ScanScope: Sendable, Hashable {
    /// One code, deleted or not.
    case code(CodeID)
    /// Several codes, at most ``maximumCodes``; ids that the account never had count nothing.
    case codes([CodeID])
    /// All codes that carry the tag now, deleted ones among them.
    case tag(Tag)
    /// All codes of the account, deleted ones among them.
    case account

    /// The most codes that may be listed.
    package static let maximumCodes = 1_000
}
