// SPDX-License-Identifier: Apache-2.0

/// How the two colors of a scene are written in one bit a pixel: 0 for dark modules, 1 for the rest.
enum PNGColors: Hashable, Sendable {
    /// Grey, which has black for 0 and white for 1 and needs no palette.
    case grey
    /// A palette with the color of the dark modules, then the background.
    case palette(dark: Color, light: Color)

    /// The smallest way to write a scene's colors exactly.
    init(_ scene: BilevelScene) {
        let dark = scene.foreground.over(scene.background)
        let light = scene.background
        self = dark == .black && light == .white ? .grey : .palette(dark: dark, light: light)
    }

    /// The color type of the IHDR chunk (PNG Specification, table 11.1).
    var colorType: UInt8 {
        switch self {
        case .grey: 0
        case .palette: 3
        }
    }

    /// Appends PLTE and, where a color is not opaque, tRNS, which may stop after the last such entry (§11.3.1.1).
    func append(to file: inout [UInt8]) {
        guard case .palette(let dark, let light) = self else { return }
        let entries = [dark, light]
        PNGChunk.append("PLTE", entries.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
        guard let last = entries.lastIndex(where: { $0.alpha < 255 }) else { return }
        PNGChunk.append("tRNS", entries[...last].map(\.alpha), to: &file)
    }
}
