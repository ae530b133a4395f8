// SPDX-License-Identifier: Apache-2.0

import QREncoder
@testable import QRRender
import Testing

/// A scene that is painted by hand, for what no style draws.
struct ScanSample {
    let symbol: QRSymbol
    let margin: Int
    var layers: [Layer]

    /// The sample URL in black on white, version 3.
    init(
        level: ErrorCorrection = .high,
        version: Int = 6,
        margin: Int = 4,
        dark: Color = .black,
        light: Color = .white,
    ) throws {
        let options = EncodingOptions(
            errorCorrection: level, boostsErrorCorrection: false, versions: version...version, )
        symbol = try QRSymbol(text: sampleURL, options: options)
        self.margin = margin
        layers = [
            .fill(.solid(light)),
            .modules(ModuleLayer(grid: ModuleGrid(symbol), x: margin, y: margin, paint: .solid(dark))),
        ]
    }

    var side: Int { symbol.size + 2 * margin }

    var scene: Scene {
        Scene(
            side: side, symbol: ModuleGrid(symbol), symbolX: margin, symbolY: margin, layers: layers, title: "",
            description: nil, )
    }

    /// Covers modules of the symbol with a color.
    func covering(_ columns: Range<Int>, _ rows: Range<Int>, with color: Color = .white) -> ScanSample {
        let grid = ModuleGrid(size: side) { x, y in columns ~= x - margin && rows ~= y - margin }
        var sample = self
        sample.layers.append(.modules(ModuleLayer(grid: grid, x: 0, y: 0, paint: .solid(color))))
        return sample
    }

    func report(_ size: ImageSize = .automatic, isVector: Bool = false) throws -> ScanReport {
        try ScanReport(of: scene, symbol: symbol, size: size, isVector: isVector)
    }

    /// The report by way of a raster, whatever the scene is.
    func rasterReport(pixels: Int = 8) throws -> ScanReport {
        let layout = try PixelLayout(modules: side, size: .automatic)
        let module = ScanReport.ModuleSize(layout, size: .automatic)
        return try ScanReport(ScanFacts(ScanSurface(of: scene, pixels: pixels), symbol: symbol, module: module))
    }
}

extension Color {
    static func gray(_ step: UInt8) -> Color { Color(red: step, green: step, blue: step) }
}
