// SPDX-License-Identifier: Apache-2.0

import Store

/// What led a scan, where a code leads to more than one destination or is printed in more than one place.
package struct ScanLead: Sendable, Hashable {
    /// The rule that held, counted from 1; 0 for none.
    package let rule: UInt8
    /// The variant that was chosen among several, counted from 1; 0 where there was no choice.
    package let variant: UInt8
    /// The source that the scanned URL named; empty for none.
    ///
    /// At most ``ScanRecord/longestSource`` bytes of it are recorded.
    package let source: String

    /// To the fallback of a code that had ended.
    package static let fallback = ScanLead(rule: UInt8(Scan.Lead.fallback))

    /// Makes a lead; by default that of a plain scan.
    package init(rule: UInt8 = 0, variant: UInt8 = 0, source: String = "") {
        self.rule = rule
        self.variant = variant
        self.source = source
    }
}
