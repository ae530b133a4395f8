// SPDX-License-Identifier: Apache-2.0

import QREncoder

extension ScanFacts {
    /// What would be measured on a picture of sharp modules in two colors, without drawing it: nothing is damaged.
    ///
    /// There is nothing known (`nil`) of a scene with anything else in it.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - symbol: The symbol in it.
    ///   - module: How large a module is.
    init?(bilevel scene: Scene, symbol: QRSymbol, module: ScanReport.ModuleSize) {
        guard let bilevel = BilevelScene(scene),
            bilevel.modules.x == scene.symbolX, bilevel.modules.y == scene.symbolY,
            bilevel.modules.grid == scene.symbol
        else { return nil }
        let after = scene.side - symbol.size
        errorCorrection = ScanReport.ErrorCorrectionUse(symbol)
        contrast = ScanReport.Contrast(
            dark: bilevel.foreground.over(bilevel.background), light: bilevel.background, )
        quietZone = min(scene.symbolX, scene.symbolY, after - scene.symbolX, after - scene.symbolY)
        self.module = module
        damagedPatterns = []
        unusualEyes = false
        isTransparent = bilevel.background.alpha < 255
    }
}
