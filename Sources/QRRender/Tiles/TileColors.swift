// SPDX-License-Identifier: Apache-2.0

extension TileMap {
    /// Whether the four outermost modules on all sides are empty, as with the quiet zone of the standard.
    var hasQuietZone: Bool {
        let quiet = 4
        return (0..<side).allSatisfy { place in
            (0..<min(quiet, side)).allSatisfy { depth in
                let far = side - 1 - depth
                return cells[depth * side + place] == 0 && cells[far * side + place] == 0
                    && cells[place * side + depth] == 0 && cells[place * side + far] == 0
            }
        }
    }

    /// Whether each of so many tiles occurs.
    func occurrences(among count: Int) -> [Bool] {
        var occurs = [Bool](repeating: false, count: count)
        for cell in cells { occurs[Int(cell)] = true }
        return occurs
    }

    /// The numbers of all pixels of the picture, in order, the background among them.
    func numbers(in atlas: TileAtlas) -> [Int] {
        var found = [UInt64](repeating: 0, count: atlas.numbers[0].count)
        for (tile, occurs) in occurrences(among: atlas.tileCount).enumerated() where occurs {
            for word in found.indices { found[word] |= atlas.numbers[tile][word] }
        }
        found[0] |= 1
        return (0...paints.count * atlas.shades).filter { found[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }

    /// The color of a number, as in ``Color/pixel``.
    func pixel(of number: Int, shades: Int) -> UInt32 {
        TileAtlas.pixel(of: number, shades: shades, background, paints)
    }
}

extension TileAtlas {
    /// The color of a number, as in ``Color/pixel``: what ``SceneRows`` makes of a paint on the background.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - shades: The steps between none and full coverage of a pixel.
    ///   - background: The color behind everything.
    ///   - paints: The colors of the layers above.
    /// - Returns: The mixture.
    static func pixel(of number: Int, shades: Int, _ background: Color, _ paints: [Color]) -> UInt32 {
        let ground = PixelBlend.over(background.pixel, coverage: 255, Color.transparent.pixel)
        guard number > 0 else { return ground }
        let (layer, step) = (number - 1).quotientAndRemainder(dividingBy: shades)
        return PixelBlend.over(paints[layer].pixel, coverage: UInt32((step + 1) * 255 / shades), ground)
    }
}
