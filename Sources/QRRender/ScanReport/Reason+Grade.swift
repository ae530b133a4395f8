// SPDX-License-Identifier: Apache-2.0

extension ScanReport.Reason {
    /// The best grade that a picture can have for this reason.
    ///
    /// The bounds are chosen by what three decoders read of the calibration corpus (docs/adr/0009-scan-grades.md).
    public var grade: ScanReport.Grade {
        switch self {
        case .errorCorrectionUsed(let damaged, let correctable):
            Self.grade(Double(damaged) / Double(correctable), atMost: (0.5, 0.7, 0.85, 0.999))
        case .lowContrast(let ratio, let difference):
            min(
                Self.grade(ratio, atLeast: (4, 3, 2, 1.5)),
                Self.grade(difference, atLeast: (0.4, 0.3, 0.2, 0.12)),
            )
        case .inverted: .poor
        case .narrowQuietZone(let modules): Self.grade(Double(modules), atLeast: (4, 2, 1, 1))
        case .damagedFinders: .failed
        case .unusualEyes: .good
        case .damagedPatterns(let patterns): Self.grade(of: patterns)
        case .fewPixels(let pixels): Self.grade(Double(pixels), atLeast: (3, 3, 2, 1))
        case .smallModules(let millimetres):
            Self.grade(
                millimetres,
                atLeast: (
                    ScanReport.ModuleSize.recommendedMillimetres - 0.005, ScanReport.ModuleSize.leastMillimetres, 0.17,
                    0,
                ),
            )
        case .transparent: .excellent
        }
    }

    /// A copy of the format or version information may be lost, because there are two; both may not.
    private static func grade(of patterns: [ScanReport.FunctionPattern]) -> ScanReport.Grade {
        if patterns.contains(.formatFirst), patterns.contains(.formatSecond) { return .failed }
        if patterns.contains(.versionFirst), patterns.contains(.versionSecond) { return .poor }
        return patterns == [.alignment] ? .good : .fair
    }

    private static func grade(
        _ value: Double,
        atLeast bounds: (a: Double, b: Double, c: Double, d: Double),
    ) -> ScanReport.Grade {
        if value >= bounds.a { return .excellent }
        if value >= bounds.b { return .good }
        if value >= bounds.c { return .fair }
        return value >= bounds.d ? .poor : .failed
    }

    private static func grade(
        _ value: Double,
        atMost bounds: (a: Double, b: Double, c: Double, d: Double),
    ) -> ScanReport.Grade {
        grade(-value, atLeast: (-bounds.a, -bounds.b, -bounds.c, -bounds.d))
    }
}
