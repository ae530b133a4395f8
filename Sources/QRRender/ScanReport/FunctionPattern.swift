// SPDX-License-Identifier: Apache-2.0

extension ScanReport {
    /// A pattern by which readers find and understand a symbol.
    public enum FunctionPattern: String, CaseIterable, Hashable, Sendable, Codable {
        /// The eye at the top left.
        case finderTopLeft = "finder-top-left"
        /// The eye at the top right.
        case finderTopRight = "finder-top-right"
        /// The eye at the bottom left.
        case finderBottomLeft = "finder-bottom-left"
        /// The alternating modules of row 6 or column 6.
        case timing
        /// At least one alignment pattern.
        case alignment
        /// The copy of the format information around the eye at the top left.
        case formatFirst = "format-first"
        /// The copy of the format information beside the two other eyes.
        case formatSecond = "format-second"
        /// The copy of the version information at the top right.
        case versionFirst = "version-first"
        /// The copy of the version information at the bottom left.
        case versionSecond = "version-second"

        /// The three eyes.
        static let finders: [FunctionPattern] = [.finderTopLeft, .finderTopRight, .finderBottomLeft]

        /// What the pattern is called in a sentence.
        var words: String {
            switch self {
            case .finderTopLeft: "the eye at the top left"
            case .finderTopRight: "the eye at the top right"
            case .finderBottomLeft: "the eye at the bottom left"
            case .timing: "the timing pattern"
            case .alignment: "an alignment pattern"
            case .formatFirst: "the first copy of the format information"
            case .formatSecond: "the second copy of the format information"
            case .versionFirst: "the first copy of the version information"
            case .versionSecond: "the second copy of the version information"
            }
        }
    }
}
