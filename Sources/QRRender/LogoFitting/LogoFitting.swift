// SPDX-License-Identifier: Apache-2.0

package import QREncoder

/// Finds a symbol that bears a logo: the smallest version, and in it the level with the most to spare.
package enum LogoFitting {
    /// The share of each block's budget that a logo may spend; the other half is kept for dirt, glare and blur.
    package static let share = 0.5
    /// What is tried when no version keeps half: the bounds of the lower grades of a ``ScanReport``.
    private static let fallbacks = [0.7, 0.85, 0.999]

    /// Encodes a text so that a logo leaves it readable, as far as the style leaves a choice.
    ///
    /// A level or version that the style asks for is taken as it is, and the scan report judges.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - style: The style.
    ///   - logo: Its logo.
    /// - Returns: The symbol.
    /// - Throws: ``EncodingError`` when the text cannot be encoded as the style asks.
    package static func symbol(text: String, style: Style, logo: Logo) throws(EncodingError) -> QRSymbol {
        let plain = try QRSymbol(text: text, options: style.encodingOptions)
        guard style.version == nil || style.errorCorrection == nil else { return plain }
        let candidates = Candidates(text: text, style: style)
        guard let choice = choose(from: candidates, logo: logo) else { return plain }
        return try QRSymbol(text: text, options: candidates.options(choice.level, choice.version...choice.version))
    }

    /// A version and level that hold the text.
    private struct Choice {
        let version: Int
        let level: ErrorCorrection
    }

    /// The first version that keeps half of every block's budget, or else the first that keeps less.
    private static func choose(from candidates: Candidates, logo: Logo) -> Choice? {
        var second = [Choice?](repeating: nil, count: fallbacks.count)
        for version in candidates.versions {
            let hidden = HiddenModules(under: logo, version: version)
            let best = candidates.levels(at: version)
                .map { (level: $0, used: hidden.budgetUsed(at: $0)) }
                .min { $0.used < $1.used }
            guard let best else { continue }
            let choice = Choice(version: version, level: best.level)
            if best.used <= share { return choice }
            for (index, bound) in fallbacks.enumerated() where best.used <= bound && second[index] == nil {
                second[index] = choice
            }
        }
        return second.lazy.compactMap(\.self).first
    }
}

/// The versions and levels that hold a text and that a style leaves open.
private struct Candidates {
    private let style: Style
    /// The smallest version of each level that is open.
    private let smallest: [(level: ErrorCorrection, version: Int)]

    init(text: String, style: Style) {
        self.style = style
        let standard = style.encodingOptions
        let levels =
            style.errorCorrection.map { [$0] } ?? ErrorCorrection.allCases.filter { $0 >= standard.errorCorrection }
        smallest = levels.compactMap { level in
            var options = standard
            (options.errorCorrection, options.boostsErrorCorrection, options.mask) = (level, false, 0)
            return (try? QRSymbol(text: text, options: options)).map { (level, $0.version) }
        }
    }

    var versions: ClosedRange<Int> {
        let first = smallest.map(\.version).min() ?? 40
        return first...(style.version ?? 40)
    }

    /// The levels at which the text fits a version.
    func levels(at version: Int) -> [ErrorCorrection] {
        smallest.filter { $0.version <= version }.map(\.level)
    }

    func options(_ level: ErrorCorrection, _ versions: ClosedRange<Int>) -> EncodingOptions {
        var options = style.encodingOptions
        (options.errorCorrection, options.boostsErrorCorrection, options.versions) = (level, false, versions)
        return options
    }
}
