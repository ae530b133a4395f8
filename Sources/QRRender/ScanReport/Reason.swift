// SPDX-License-Identifier: Apache-2.0

extension ScanReport {
    /// Something that lowers the grade of a picture, or that is worth knowing, and what to do about it.
    public enum Reason: Hashable, Sendable {
        /// The picture uses up a part of the error correction: wrong codewords in the worst block, out of the
        /// correctable ones.
        case errorCorrectionUsed(damaged: Int, correctable: Int)
        /// Dark and light differ too little.
        case lowContrast(ratio: Double, lumaDifference: Double)
        /// The dark modules are lighter than the background.
        case inverted
        /// The light border around the symbol is narrower than the four modules of the standard.
        case narrowQuietZone(modules: Int)
        /// Eyes that readers don't recognise.
        case damagedFinders([FunctionPattern])
        /// Eyes that only some readers look for: round corners, or a slender core.
        case unusualEyes
        /// Other patterns that readers use are damaged.
        case damagedPatterns([FunctionPattern])
        /// A module has few pixels.
        case fewPixels(Int)
        /// A module is small on paper.
        case smallModules(millimetres: Double)
        /// Parts of the picture are transparent; the report takes them as white paper. Not a fault.
        case transparent

        /// The name of the reason in answers, such as `low-contrast`; it does not change.
        public var code: String {
            switch self {
            case .errorCorrectionUsed: "error-correction-used"
            case .lowContrast: "low-contrast"
            case .inverted: "inverted"
            case .narrowQuietZone(let modules): modules == 0 ? "no-quiet-zone" : "narrow-quiet-zone"
            case .damagedFinders: "damaged-finder"
            case .unusualEyes: "unusual-eyes"
            case .damagedPatterns: "damaged-pattern"
            case .fewPixels: "few-pixels"
            case .smallModules: "small-modules"
            case .transparent: "transparent"
            }
        }

        /// All that can be said against what was measured, the worst first.
        static func all(of facts: ScanFacts) -> [Reason] {
            var reasons: [Reason] = []
            func add(_ reason: Reason) {
                if reason.grade < .excellent { reasons.append(reason) }
            }
            let use = facts.errorCorrection
            if use.damagedInWorstBlock > 0 {
                add(.errorCorrectionUsed(damaged: use.damagedInWorstBlock, correctable: use.correctableInBlock))
            }
            add(.lowContrast(ratio: facts.contrast.ratio, lumaDifference: facts.contrast.lumaDifference))
            if facts.contrast.polarity == .lightOnDark { add(.inverted) }
            add(.narrowQuietZone(modules: facts.quietZone))
            if !facts.damagedPatterns.isEmpty { addPatterns(facts.damagedPatterns, to: &reasons) }
            if facts.unusualEyes { add(.unusualEyes) }
            if let pixels = facts.module.pixels { add(.fewPixels(pixels)) }
            if let millimetres = facts.module.millimetres { add(.smallModules(millimetres: millimetres)) }
            if reasons.count > 1 { reasons.sort { $0.grade < $1.grade } }
            if facts.isTransparent { reasons.append(.transparent) }
            return reasons
        }

        private static func addPatterns(_ damaged: [FunctionPattern], to reasons: inout [Reason]) {
            let finders = damaged.filter(FunctionPattern.finders.contains)
            let others = damaged.filter { !finders.contains($0) }
            if !finders.isEmpty { reasons.append(.damagedFinders(finders)) }
            if !others.isEmpty { reasons.append(.damagedPatterns(others)) }
        }
    }
}
