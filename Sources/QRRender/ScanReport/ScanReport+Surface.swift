// SPDX-License-Identifier: Apache-2.0

import QREncoder

extension ScanFacts {
    /// What is measured on a drawn picture.
    ///
    /// - Parameters:
    ///   - surface: The picture on white paper.
    ///   - symbol: The symbol that it shows.
    ///   - module: How large a module is in the picture that was asked for.
    init(_ surface: ScanSurface, symbol: QRSymbol, module: ScanReport.ModuleSize) {
        let readings = ModuleReadings(surface, size: symbol.size) { symbol[$0, $1] }
        let binarization = Binarization(readings)
        self.module = module
        isTransparent = surface.isTransparent
        let damaged =
            binarization.isPossible
            ? binarization.damage(readings) : Array(repeating: false, count: symbol.size * symbol.size)
        contrast = Self.contrast(readings, damaged: damaged)
        let patterns = PatternCheck(damaged, version: symbol.version)
        let quiet = QuietZoneCheck(surface: surface, binarization: binarization, size: symbol.size)
        // Without contrast there is nothing to tell dark from light by, and that alone is said.
        guard binarization.isPossible else {
            errorCorrection = ScanReport.ErrorCorrectionUse(symbol)
            damagedPatterns = []
            unusualEyes = false
            quietZone = quiet.edge
            return
        }
        errorCorrection = ScanReport.ErrorCorrectionUse(symbol, damaged: Array(patterns.codewords))
        let eyes = FinderCheck(surface: surface, binarization: binarization, size: symbol.size).findings
        damagedPatterns = eyes.filter { $0.finding == .damaged }.map(\.eye) + patterns.damagedPatterns
        unusualEyes = eyes.contains { $0.finding == .unusual }
        quietZone = quiet.width
    }

    /// The contrast of the weaker ones among the modules that are read right: nine in ten are better.
    static func contrast(_ readings: ModuleReadings, damaged: [Bool]) -> ScanReport.Contrast {
        let values = readings.colors.map(\.decoderLuma)
        let darks = readings.ranking(dark: true, by: values, without: damaged)
        let lights = readings.ranking(dark: false, by: values, without: damaged)
        func color(_ ranking: ModuleReadings.Ranking, at share: Double) -> Color {
            ranking[Int(share * Double(max(0, ranking.count - 1)))].map { readings.colors[$0] } ?? .white
        }
        let typical = ScanReport.Contrast(dark: color(darks, at: 0.5), light: color(lights, at: 0.5))
        return switch typical.polarity {
        case .darkOnLight: ScanReport.Contrast(dark: color(darks, at: 0.9), light: color(lights, at: 0.1))
        case .lightOnDark: ScanReport.Contrast(dark: color(darks, at: 0.1), light: color(lights, at: 0.9))
        }
    }
}
