// SPDX-License-Identifier: Apache-2.0

extension PNGWriter {
    /// Writes a scene that can be put together from tiles, without looking at each of its pixels.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - dpi: The resolution, which becomes the pHYs chunk; `nil` for none.
    /// - Returns: The bytes of the file; `nil` for other scenes, for margins below four modules, for more colors than a
    ///   palette has, and for modules so small that more than two share a byte.
    static func writeTiles(_ scene: Scene, layout: PixelLayout, dpi: Int?) -> [UInt8]? {
        // Columns are proved for margins of four modules only.
        guard let map = TileMap(scene), map.hasQuietZone,
            let atlas = TileAtlas.atlas(for: map, module: layout.module, shades: solidShades)
        else { return nil }
        let numbers = map.numbers(in: atlas)
        var colors = ColorSet()
        do {
            try colors.insert(numbers.map { map.pixel(of: $0, shades: atlas.shades) })
        } catch {
            return nil
        }
        let indexed = IndexedColors(colors)
        var codes = [UInt8](repeating: 0, count: map.paints.count * atlas.shades + 1)
        for number in numbers { codes[number] = indexed.code(of: map.pixel(of: number, shades: atlas.shades)) }
        let columns = TileColumns(side: map.side, layout: layout, bits: indexed.bits)
        guard columns.sharesBytesByTwo else { return nil }
        let tiles = atlas.packed(codes, bits: indexed.bits, offset: layout.offset)
        let (tokens, checksum) = TileTokens.make(
            map, tiles, columns, layout: layout, bits: indexed.bits, ground: codes[0], )
        return file(Deflate.stream(DeflateBlock(tokens), checksum: checksum), indexed, side: layout.side, dpi: dpi)
    }

    private static func file(_ pixels: [UInt8], _ colors: IndexedColors, side: Int, dpi: Int?) -> [UInt8] {
        var file = PNGFile.begin(side: side, bitDepth: UInt8(colors.bits), colorType: colors.isGrey ? 0 : 3)
        file.reserveCapacity(pixels.count + 1_024)
        colors.appendChunks(to: &file)
        if let dpi { PNGFile.append(dpi: dpi, to: &file) }
        PNGChunk.append("IDAT", pixels, to: &file)
        PNGChunk.append("IEND", [], to: &file)
        return file
    }
}
