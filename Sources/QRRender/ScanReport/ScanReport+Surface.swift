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
        let readings = ModuleReadings(surface, size: symbol.size)
        let binarization = Binarization(readings, of: symbol)
        self.module = module
        isTransparent = surface.isTransparent
        let damaged =
            binarization.isPossible
            ? binarization.damage(readings, of: symbol) : Array(repeating: false, count: symbol.size * symbol.size)
        contrast = Self.contrast(readings, damaged: damaged) { symbol[$0, $1] }
        let patterns = PatternCheck(damaged, anatomy: SymbolAnatomy(version: symbol.version))
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
    static func contrast(
        _ readings: ModuleReadings,
        damaged: [Bool],
        isDark: (_ x: Int, _ y: Int) -> Bool,
    ) -> ScanReport.Contrast {
        let size = readings.size
        func color(dark: Bool, at share: Double) -> Color {
            let indices = readings.colors.indices
                .filter { isDark($0 % size, $0 / size) == dark && !damaged[$0] }
                .sorted { readings.colors[$0].decoderLuma < readings.colors[$1].decoderLuma }
            guard !indices.isEmpty else { return .white }
            return readings.colors[indices[Int(share * Double(indices.count - 1))]]
        }
        let typical = ScanReport.Contrast(dark: color(dark: true, at: 0.5), light: color(dark: false, at: 0.5))
        return switch typical.polarity {
        case .darkOnLight: ScanReport.Contrast(dark: color(dark: true, at: 0.9), light: color(dark: false, at: 0.1))
        case .lightOnDark: ScanReport.Contrast(dark: color(dark: true, at: 0.1), light: color(dark: false, at: 0.9))
        }
    }
}
