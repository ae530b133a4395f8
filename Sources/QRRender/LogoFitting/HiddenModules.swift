// SPDX-License-Identifier: Apache-2.0

package import QREncoder

/// A part of a symbol whose modules a reader does not see, and what it costs at the worst.
///
/// Every codeword with a hidden module counts as wrong, whatever its bits are, so that the cost holds for every text and
/// mask: hidden modules are not independent, since those of a codeword fail together and each block has its own budget.
package struct HiddenModules: Hashable, Sendable {
    /// The version of the symbol.
    package let version: Int
    /// The indices of the codewords with hidden modules, each once.
    package let codewords: Set<Int>
    /// Whether a pattern is hidden without which no reader starts: an eye, or the format information.
    package let hidesEyes: Bool

    /// Looks at what a part of a symbol hides.
    ///
    /// - Parameters:
    ///   - version: The version, 1…40.
    ///   - areas: The hidden columns and rows; what lies beyond the symbol is left out.
    package init(version: Int, areas: [(columns: Range<Int>, rows: Range<Int>)]) {
        let anatomy = SymbolAnatomy(version: version)
        var codewords: Set<Int> = []
        var hidesEyes = false
        for (columns, rows) in areas {
            for y in rows.clamped(to: 0..<anatomy.size) {
                for x in columns.clamped(to: 0..<anatomy.size) {
                    switch anatomy[x, y] {
                    case .codeword(let index): codewords.insert(index)
                    case .finder, .format: hidesEyes = true
                    default: break
                    }
                }
            }
        }
        self.version = version
        self.codewords = codewords
        self.hidesEyes = hidesEyes
    }

    /// The share of the worst block's budget that is spent: up to 1 the symbol is read for sure.
    ///
    /// - Parameter errorCorrection: The level of the symbol.
    /// - Returns: The share; infinite where an eye is hidden.
    package func budgetUsed(at errorCorrection: ErrorCorrection) -> Double {
        guard !hidesEyes else { return .infinity }
        let blocks = BlockAnatomy(version: version, errorCorrection: errorCorrection)
        return Double(blocks.damage(of: codewords).max() ?? 0) / Double(blocks.correctable)
    }
}

extension HiddenModules {
    /// What a logo hides: the modules that are left out for it, and those below it.
    ///
    /// - Parameters:
    ///   - logo: The logo.
    ///   - version: The version of the symbol, 1…40.
    package init(under logo: Logo, version: Int) {
        let placement = LogoPlacement(logo, symbolSize: 17 + 4 * version)
        func touched(_ start: Double, _ length: Double) -> Range<Int> {
            // What touches a module by less than a thousandth is rounding.
            let first = Int((start + 0.001).rounded(.down))
            return first..<max(first, Int((start + length - 0.001).rounded(.up)))
        }
        let frame = placement.frame
        self.init(
            version: version,
            areas: [
                (placement.clearedColumns, placement.clearedRows),
                (touched(frame.x, frame.width), touched(frame.y, frame.height)),
            ],
        )
    }
}
