// SPDX-License-Identifier: Apache-2.0

/// Tiles in colors on white paper, and the mean colors of parts of them.
final class TilePixels: Sendable {
    /// The pixels of all tiles, row by row, as in ``Color/pixel``; all are opaque.
    private let pixels: [UInt32]
    /// Whether each tile is transparent somewhere.
    let isTransparent: [Bool]
    /// For each margin that was asked for, the mean color within it of each tile.
    private let means: [[Color]]
    private let module: Int

    /// Colors the tiles of an atlas.
    ///
    /// - Parameters:
    ///   - atlas: The tiles.
    ///   - colors: The color of each number, as in ``Color/pixel``.
    ///   - margins: Pixels of a tile that may be left out on each side.
    init(_ atlas: TileAtlas, colors: [UInt32], margins: [Int]) {
        module = atlas.module
        let paper = colors.map { Color(pixel: $0).over(.white).pixel }
        var pixels: [UInt32] = []
        var isTransparent: [Bool] = []
        for tile in 0..<atlas.tileCount {
            var shines = false
            for row in 0..<atlas.module {
                for run in atlas.runs(inRow: row, of: tile) {
                    shines = shines || colors[Int(run.number)] >> 24 < 255
                    let end = (tile * atlas.module + row) * atlas.module + Int(run.end)
                    while pixels.count < end { pixels.append(paper[Int(run.number)]) }
                }
            }
            isTransparent.append(shines)
        }
        (self.pixels, self.isTransparent) = (pixels, isTransparent)
        let area = atlas.module * atlas.module
        means = (0...(margins.max() ?? 0)).map { margin in
            guard margins.contains(margin) else { return [] }
            return (0..<atlas.tileCount).map { tile in
                Self.mean(pixels[tile * area..<(tile + 1) * area], module: atlas.module, margin: margin)
            }
        }
    }

    /// How many tiles there are.
    var count: Int { isTransparent.count }

    /// A pixel of a tile.
    func pixel(of tile: Int, x: Int, y: Int) -> Color { Color(pixel: pixels[(tile * module + y) * module + x]) }

    /// The mean color of a tile within one of the margins.
    func mean(of tile: Int, margin: Int) -> Color { means[margin][tile] }

    private static func mean(_ pixels: ArraySlice<UInt32>, module: Int, margin: Int) -> Color {
        var (red, green, blue, count) = (0, 0, 0, 0)
        for y in margin..<module - margin {
            for x in margin..<module - margin {
                let color = Color(pixel: pixels[pixels.startIndex + y * module + x])
                red += Int(color.red)
                green += Int(color.green)
                blue += Int(color.blue)
                count += 1
            }
        }
        func mean(_ sum: Int) -> UInt8 { UInt8((sum + count / 2) / count) }
        return Color(red: mean(red), green: mean(green), blue: mean(blue))
    }
}
