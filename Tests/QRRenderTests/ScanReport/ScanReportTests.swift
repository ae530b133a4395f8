// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("A scan report says what is weak in a picture")
struct ScanReportTests {
    @Test("black on white with four modules around it has grade A and no reason")
    func plain() throws {
        let report = try ScanSample().report()
        #expect(report.grade == .excellent)
        #expect(report.reasons.isEmpty)
        #expect(report.isScannable)
        #expect(report.contrast.ratio == 21)
        #expect(report.contrast.polarity == .darkOnLight)
        #expect(report.quietZone == 4)
        #expect(report.errorCorrection.budgetUsed == 0)
        #expect(report.module.pixels == 10)
        #expect(report.module.millimetres == nil)
    }

    @Test(
        "what is known of plain pictures is what their raster shows",
        arguments: [
            (Color.black, Color.white), (.white, .black), (.gray(90), .gray(200)), (.gray(120), .gray(123)),
            (.black, .transparent), (Color(red: 200, green: 0, blue: 0), .white), (.white, .white),
        ],
        [0, 1, 5],
    )
    func closedForm(colors: (dark: Color, light: Color), margin: Int) throws {
        let sample = try ScanSample(margin: margin, dark: colors.dark, light: colors.light)
        for pixels in [1, 3, 8] {
            let raster = try sample.rasterReport(pixels: pixels)
            #expect(raster == (try sample.report()))
        }
    }

    @Test("every version is the same both ways", arguments: [3, 7, 14, 40])
    func versions(version: Int) throws {
        let sample = try ScanSample(level: .low, version: version)
        #expect(try sample.rasterReport(pixels: 2) == sample.report())
    }

    @Test("a covered square damages exactly the codewords whose modules it changes")
    func damage() throws {
        let sample = try ScanSample()
        let covered = sample.covering(14..<25, 14..<25)
        let anatomy = SymbolAnatomy(version: 6)
        var wrong: Set<Int> = []
        for x in 14..<25 {
            for y in 14..<25 where sample.symbol[x, y] {
                if case .codeword(let index) = anatomy[x, y] { wrong.insert(index) }
            }
        }
        let use = try covered.report().errorCorrection
        #expect(use.damagedCodewords == wrong.count)
        let blocks = BlockAnatomy(version: 6, errorCorrection: .high).damage(of: wrong)
        #expect(use.damagedInWorstBlock == blocks.max())
        #expect(blocks[use.worstBlock] == use.damagedInWorstBlock)
        #expect(use.correctableInBlock == 14)
    }

    @Test("a picture that uses up the budget of a block is refused, with the reason and what to do")
    func usedUp() throws {
        let report = try ScanSample(level: .low).covering(14..<27, 14..<27).report()
        #expect(report.grade == .failed)
        #expect(report.errorCorrection.budgetUsed >= 1)
        #expect(report.reasons.first?.code == "error-correction-used")
        #expect(report.reasons.first?.remedy.contains("logo") == true)
    }

    @Test(
        "contrast is graded, and inverted colors are named",
        arguments: [
            (Color.black, Color.white, ScanReport.Grade.excellent), (.gray(230), .white, .failed),
            (.white, .black, .poor),
            (Color(red: 255, green: 255, blue: 0), .white, .failed), (.white, .white, .failed),
        ], )
    func contrast(dark: Color, light: Color, grade: ScanReport.Grade) throws {
        #expect(try ScanSample(dark: dark, light: light).report().grade == grade)
    }

    @Test("a border that is too narrow lowers the grade, and none at all is refused")
    func quietZone() throws {
        let grades = try [0, 1, 2, 3, 4, 9].map { try ScanSample(margin: $0).report().grade }
        #expect(grades == [.failed, .fair, .good, .good, .excellent, .excellent])
        #expect(try ScanSample(margin: 0).report().reasons.first?.code == "no-quiet-zone")
    }

    @Test("what is drawn in the quiet zone narrows it")
    func frame() throws {
        let sample = try ScanSample(margin: 4).covering(-3 ..< -2, -3..<30, with: .black)
        #expect(try sample.report().quietZone == 2)
    }

    @Test(
        "an eye that is painted over is named and refused",
        arguments: [
            (0, 0, ScanReport.FunctionPattern.finderTopLeft), (34, 0, .finderTopRight), (0, 34, .finderBottomLeft),
        ], )
    func finders(x: Int, y: Int, pattern: ScanReport.FunctionPattern) throws {
        let report = try ScanSample().covering(x + 2..<x + 5, y + 2..<y + 5).report()
        #expect(report.damagedFunctionPatterns == [pattern])
        #expect(!report.isScannable)
    }

    @Test("one lost copy of the format information lowers the grade, both are refused")
    func format() throws {
        let sample = try ScanSample()
        let bottom = sample.symbol.size - 8
        let one = sample.covering(8..<9, bottom..<bottom + 8).covering(bottom..<bottom + 8, 8..<9)
        #expect(try one.report().damagedFunctionPatterns == [.formatSecond])
        #expect(try one.report().grade == .fair)
        let both = one.covering(0..<9, 8..<9).covering(8..<9, 0..<9)
        #expect(try both.report().damagedFunctionPatterns.contains(.formatFirst))
        #expect(try !both.report().isScannable)
    }

    @Test("alignment, timing and version information are watched")
    func patterns() throws {
        let sample = try ScanSample(version: 7)
        #expect(try sample.covering(20..<25, 20..<25).report().damagedFunctionPatterns == [.alignment])
        #expect(try sample.covering(8..<37, 6..<7).report().damagedFunctionPatterns.contains(.timing))
        let version = sample.covering(34..<37, 0..<6, with: .black)
        #expect(try version.report().damagedFunctionPatterns == [.versionFirst])
    }

    @Test("modules are measured in millimetres where the picture has a size, and the reading distance follows")
    func millimetres() throws {
        let sample = try ScanSample()
        // 49 modules on 600 pixels: 12 each.
        let inches = try sample.report(.inches(2, dpi: 300))
        #expect(inches.module.pixels == 12)
        #expect(abs((inches.module.millimetres ?? 0) - 1.016) < 1e-9)
        #expect(abs((inches.readingDistance ?? 0) - 254) < 1e-9)
        let vector = try sample.report(.inches(2), isVector: true)
        #expect(vector.module.pixels == nil)
        #expect(abs((vector.module.millimetres ?? 0) - 2 * 25.4 / 49) < 1e-9)
        #expect(try abs((sample.report(.pixels(490, dpi: 254)).module.millimetres ?? 0) - 1) < 1e-9)
        #expect(try sample.report(.inches(0.5, dpi: 300)).reasons.map(\.code) == ["small-modules"])
        #expect(try sample.report(.pixels(60)).reasons.map(\.code) == ["few-pixels"])
    }

    @Test("transparent pictures are taken as white paper, and the report says so")
    func transparent() throws {
        let report = try ScanSample(light: .transparent).report()
        #expect(report.assumesWhitePaper)
        #expect(report.grade == .excellent)
        #expect(report.reasons == [.transparent])
    }
}
