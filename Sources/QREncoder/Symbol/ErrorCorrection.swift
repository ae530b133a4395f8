// SPDX-License-Identifier: Apache-2.0

/// The four error correction levels of ISO/IEC 18004:2015, 6.5.1, from weakest to strongest.
///
/// The raw value is the rank (0 for L … 3 for H), which is also the order of `Comparable`; it is not the two-bit
/// indicator that the format information carries.
public enum ErrorCorrection: Int, CaseIterable, Sendable, Comparable {
    /// Level L: recovers about 7 % of the codewords.
    case low
    /// Level M: recovers about 15 % of the codewords.
    case medium
    /// Level Q: recovers about 25 % of the codewords.
    case quartile
    /// Level H: recovers about 30 % of the codewords.
    case high

    /// The level named by the letter `L`, `M`, `Q` or `H`, in either case; `nil` for anything else.
    public init?(letter: String) {
        switch letter {
        case "L", "l": self = .low
        case "M", "m": self = .medium
        case "Q", "q": self = .quartile
        case "H", "h": self = .high
        default: return nil
        }
    }

    /// The standard's letter for the level: `L`, `M`, `Q` or `H`.
    public var letter: String {
        switch self {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }

    /// Orders the levels by what they recover: L < M < Q < H.
    public static func < (left: ErrorCorrection, right: ErrorCorrection) -> Bool {
        left.rawValue < right.rawValue
    }
}
