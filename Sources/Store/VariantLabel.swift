// SPDX-License-Identifier: Apache-2.0

/// A variant as it is counted: of the code itself, or of one of its rules.
///
/// Its name is `2` for the second variant of the code and `r1-2` for the second one of the first rule.
package struct VariantLabel: Sendable, Hashable {
    /// The rule, from 1; 0 for the code's own variants.
    package let rule: Int
    /// The variant, 1…7.
    package let variant: Int

    /// How many bits of ``number`` are the variant's.
    package static let bits = 3

    /// The number that counts are kept under.
    package var number: UInt32 { UInt32(rule << Self.bits | variant) }

    /// The name in answers and filters.
    package var text: String { rule == 0 ? "\(variant)" : "r\(rule)-\(variant)" }

    /// That of a scan; nil where there was no choice.
    package init?(_ lead: Scan.Lead) {
        self.init(rule: lead.rule, variant: lead.variant)
    }

    /// Takes back what was a ``number``.
    package init?(number: Int) {
        self.init(rule: number >> Self.bits, variant: number & (1 << Self.bits - 1))
    }

    /// Reads a name; nil for what is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: self.init(rule: 0, variant: Int(text) ?? 0)
        case 2 where parts[0].hasPrefix("r"):
            self.init(rule: Int(parts[0].dropFirst()) ?? -1, variant: Int(parts[1]) ?? 0)
        default: return nil
        }
        guard self.text == text else { return nil }
    }

    private init?(rule: Int, variant: Int) {
        guard (0...31).contains(rule), (1..<1 << Self.bits).contains(variant) else { return nil }
        (self.rule, self.variant) = (rule, variant)
    }
}
