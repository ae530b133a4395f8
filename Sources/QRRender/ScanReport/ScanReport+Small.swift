// SPDX-License-Identifier: Apache-2.0

import QREncoder

extension ScanReport {
    /// The pixels a module that are looked at: sharp squares show nothing new beyond.
    private static let pixels = 4

    /// Refuses a picture of a small symbol in which readers find nothing: too little contrast, or no light border.
    ///
    /// There is no grade for such symbols, because nobody has calibrated one.
    ///
    /// - Parameters:
    ///   - scene: The symbol as it is drawn: a square grid with its modules in sharp squares.
    ///   - level: Its error correction level.
    ///   - request: What is drawn and how.
    /// - Throws: ``RenderError/unscannable(_:style:)`` or ``RenderError/sizeTooSmall(pixels:least:)``.
    static func check(small scene: Scene, level: ErrorCorrection, request: RenderRequest) throws(RenderError) {
        let isText = request.format == .utf8 || request.format == .matrix
        guard !isText, !request.allowsUnscannable else { return }
        let surface = try ScanSurface(of: scene, pixels: pixels)
        let (grid, size) = (scene.symbol, scene.symbol.size)
        let readings = ModuleReadings(surface, size: size) { grid[$0, $1] }
        let report = ScanReport(
            ScanFacts(
                errorCorrection: ErrorCorrectionUse(unusedAt: level),
                contrast: ScanFacts.contrast(readings, damaged: Array(repeating: false, count: size * size)),
                quietZone: scene.symbolX,
                module: ModuleSize(vector: scene.side, size: request.size),
                damagedPatterns: [],
                unusualEyes: false,
                isTransparent: surface.isTransparent,
            )
        )
        guard report.isScannable else { throw .unscannable(report, style: request.style) }
    }
}
