// SPDX-License-Identifier: Apache-2.0

/// Whether a picture of a code will scan, measured on the picture itself, and what to do about whatever is weak.
///
/// Every module of the finished picture is read as a decoder reads it and compared with the symbol, so that logos,
/// patterns, gradients and background pictures count. Transparent parts are taken as white paper.
public struct ScanReport: Hashable, Sendable {
    /// How surely a picture scans; the letters are those of ISO/IEC 15415, which has no E.
    public enum Grade: String, CaseIterable, Hashable, Sendable, Codable {
        /// Nothing is weak: at least two of three independent decoders read it through every mild degradation.
        case excellent = "A"
        /// Scans well; something is less than it could be.
        case good = "B"
        /// Scans in good conditions; some readers will fail.
        case fair = "C"
        /// Scans with some readers in good conditions only.
        case poor = "D"
        /// Does not scan, and is refused unless it is asked for all the same.
        case failed = "F"
    }

    /// The worst grade among the reasons, one less where several have it; A when there is none.
    public let grade: Grade
    /// How much of the error correction the picture itself uses up.
    public let errorCorrection: ErrorCorrectionUse
    /// How the dark modules stand out from the light ones.
    public let contrast: Contrast
    /// The modules around the symbol that are light on all four sides of the picture, 0…100.
    public let quietZone: Int
    /// How large a module is.
    public let module: ModuleSize
    /// The patterns of the symbol that a reader would not recognise.
    public let damagedFunctionPatterns: [FunctionPattern]
    /// Whether a part of the picture is transparent, so that the report holds for white paper only.
    public let assumesWhitePaper: Bool
    /// What lowers the grade, the worst first, and what is only worth knowing last.
    public let reasons: [Reason]

    /// What each by itself keeps the picture from being scanned.
    public var failures: [Reason] { reasons.filter { $0.grade == .failed } }

    /// Whether the picture scans at all; those that don't are refused unless they are asked for all the same.
    public var isScannable: Bool { grade != .failed }

    /// The farthest that a telephone reads the code from, in millimetres; `nil` when it has no size on paper.
    public var readingDistance: Double? { module.readingDistance }

    /// Grades what was measured.
    init(_ facts: ScanFacts) {
        errorCorrection = facts.errorCorrection
        contrast = facts.contrast
        quietZone = facts.quietZone
        module = facts.module
        damagedFunctionPatterns = facts.damagedPatterns
        assumesWhitePaper = facts.isTransparent
        reasons = Reason.all(of: facts)
        grade = Self.grade(for: reasons)
    }

    /// The worst grade, and one less where several reasons have it: readers that cope with either weakness fail at both.
    ///
    /// Only a single reason that is enough by itself makes a picture fail.
    private static func grade(for reasons: [Reason]) -> Grade {
        let worst = reasons.first?.grade ?? .excellent
        guard reasons.count(where: { $0.grade == worst }) > 1 else { return worst }
        return switch worst {
        case .excellent: .excellent
        case .good: .fair
        case .fair, .poor: .poor
        case .failed: .failed
        }
    }
}

extension ScanReport.Grade: Comparable {
    /// Orders the grades from the worst to the best.
    ///
    /// - Parameters:
    ///   - one: A grade.
    ///   - other: Another.
    /// - Returns: Whether the first is worse.
    public static func < (one: ScanReport.Grade, other: ScanReport.Grade) -> Bool { one.rawValue > other.rawValue }
}

/// What is measured, before it is judged.
struct ScanFacts {
    var errorCorrection: ScanReport.ErrorCorrectionUse
    var contrast: ScanReport.Contrast
    var quietZone: Int
    var module: ScanReport.ModuleSize
    var damagedPatterns: [ScanReport.FunctionPattern]
    /// Whether an eye is recognised by some readers only.
    var unusualEyes: Bool
    var isTransparent: Bool
}
