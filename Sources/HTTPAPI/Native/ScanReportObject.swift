// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import QREncoder
package import QRRender

/// A scan report as the API shows it, and the command line with `--report`.
package enum ScanReportObject {
    /// The report as one line of JSON.
    package static func json(of report: ScanReport) -> String {
        String(buffer: JSONWriter.buffer { writer in writer.object { write(report, to: &$0) } })
    }

    /// Writes the members.
    static func write(_ report: ScanReport, to writer: inout JSONWriter) {
        writer.member("grade", report.grade.rawValue)
        writer.member("scannable", report.isScannable)
        writer.member("errorCorrection") { write(report.errorCorrection, to: &$0) }
        writer.member("contrast") { writer in
            writer.decimal("ratio", report.contrast.ratio, digits: 2)
            writer.member("polarity", report.contrast.polarity.rawValue)
        }
        writer.member("quietZone", report.quietZone)
        writer.member("module") { writer in
            writer.name("pixels")
            writer.value(report.module.pixels.map(JSONValue.integer) ?? .null)
            writer.decimal("millimetres", report.module.millimetres, digits: 3)
        }
        writer.decimal("readingDistanceMillimetres", report.readingDistance, digits: 0)
        writer.member("damagedFunctionPatterns", report.damagedFunctionPatterns.map(\.rawValue))
        writer.member("assumesWhitePaper", report.assumesWhitePaper)
        writer.member("reasons", report.reasons) { writer, reason in
            writer.object { writer in
                writer.member("code", reason.code)
                writer.member("grade", reason.grade.rawValue)
                writer.member("text", reason.text)
                writer.member("remedy", reason.remedy)
            }
        }
    }

    private static func write(_ use: ScanReport.ErrorCorrectionUse, to writer: inout JSONWriter) {
        writer.member("level", String(use.level.letter))
        writer.decimal("budgetUsed", use.budgetUsed, digits: 3)
        writer.member("worstBlock", use.worstBlock)
        writer.member("damagedInWorstBlock", use.damagedInWorstBlock)
        writer.member("correctableInBlock", use.correctableInBlock)
        writer.member("damagedCodewords", use.damagedCodewords)
    }
}

extension JSONWriter {
    /// A member that is a number with at most so many decimals, or `null`.
    fileprivate mutating func decimal(_ name: String, _ number: Double?, digits: Int) {
        self.name(name)
        guard let number else { return value(.null) }
        let scale = [1.0, 10, 100, 1_000][digits]
        let rounded = (number * scale).rounded() / scale
        value(Int(exactly: rounded).map(JSONValue.integer) ?? .number(rounded))
    }
}
