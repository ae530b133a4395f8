// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender

/// A scan report for people.
struct ReportText {
    private let report: ScanReport

    init(_ report: ScanReport) { self.report = report }

    /// The report, a fact a line, then the reasons.
    var lines: [String] {
        [
            "grade               \(report.grade.rawValue)\(report.isScannable ? "" : " (cannot be scanned)")",
            "error correction    \(report.errorCorrection.level.letter), \(budget) of the worst block used up",
            "contrast            \(Self.decimals(report.contrast.ratio, 1)) to 1, \(polarity)",
            "quiet zone          \(report.quietZone) modules",
            "module              \(module)",
        ] + distance + report.reasons.map { "\($0.grade.rawValue)  \($0)" }
    }

    private var budget: String { "\(Int((report.errorCorrection.budgetUsed * 100).rounded())) %" }

    private var polarity: String {
        report.contrast.polarity == .darkOnLight ? "dark on light" : "light on dark"
    }

    private var module: String {
        let sizes = [
            report.module.pixels.map { "\($0) pixels" },
            report.module.millimetres.map { "\(Self.decimals($0, 2)) mm on paper" },
        ].compactMap { $0 }
        return sizes.isEmpty ? "of any size: a vector picture" : sizes.joined(separator: ", ")
    }

    private var distance: [String] {
        report.readingDistance.map { ["reads from up to    \(Self.decimals($0 / 10, 0)) cm"] } ?? []
    }

    private static func decimals(_ number: Double, _ digits: Int) -> String {
        let scale = [1.0, 10, 100][digits]
        let rounded = (number * scale).rounded() / scale
        return digits == 0 ? String(Int(rounded)) : String(rounded)
    }
}
