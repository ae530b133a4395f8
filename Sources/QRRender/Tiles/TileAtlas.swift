// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The tiles of a kind of picture, drawn at one size without colors.
///
/// A pixel is a number: 0 for the background, and for each layer as many as there are shades at the edge of its shapes.
final class TileAtlas: Sendable {
    /// What a tile depends on.
    struct Key: Hashable, Sendable {
        /// What the tiles are cut from.
        let specimens: [TileSpecimen]
        /// The pixels along one side of a tile.
        let module: Int
        /// The steps between none and full coverage of a pixel at the edge of a shape.
        let shades: Int
    }

    /// Pixels of one number beside each other.
    struct Run: Hashable {
        let number: UInt16
        /// The pixel of the tile behind the last.
        let end: UInt16
    }

    /// The pixels that a tile may have along a side, which keeps the largest atlas below four megabytes.
    static let largestModule = 256

    /// The pixels along one side of a tile.
    let module: Int
    /// The steps between none and full coverage of a pixel.
    let shades: Int
    /// The tiles, the empty one first.
    let tileCount: Int
    /// The rows of all tiles, one after the other.
    let runs: [Run]
    /// The first run of each row of each tile, and the end.
    let starts: [Int32]
    /// For each tile a bit for each number of its pixels.
    let numbers: [[UInt64]]
    /// What PNGs of these tiles need, by the colors.
    private let packed = Mutex<[PackedTiles.Key: PackedTiles]>([:])
    /// The tiles in colors, by these.
    private let inked = Mutex<[[Color]: TilePixels]>([:])

    /// Draws tiles; `nil` when layers meet in one pixel, or the tiles are too large.
    ///
    /// - Parameters:
    ///   - key: What they depend on.
    ///   - layers: The layers that shapes are on.
    init?(_ key: Key, layers: Int) {
        guard key.module <= Self.largestModule else { return nil }
        (module, shades) = (key.module, key.shades)
        var canvas = TileCanvas(module: key.module, shades: key.shades, layers: layers)
        do {
            for specimen in key.specimens { try canvas.append(specimen) }
        } catch {
            return nil
        }
        (runs, starts, numbers) = (canvas.runs, canvas.starts + [Int32(canvas.runs.count)], canvas.numbers)
        tileCount = numbers.count
    }

    /// The runs of a row of a tile, from left to right.
    func runs(inRow row: Int, of tile: Int) -> ArraySlice<Run> {
        let index = tile * module + row
        return runs[Int(starts[index])..<Int(starts[index + 1])]
    }

    /// The tiles as bytes of a PNG.
    ///
    /// - Parameters:
    ///   - codes: The code that is written for each number.
    ///   - bits: The bits of a code.
    ///   - offset: The pixels before the first module.
    /// - Returns: The bytes.
    func packed(_ codes: [UInt8], bits: Int, offset: Int) -> PackedTiles {
        let key = PackedTiles.Key(codes: codes, bits: bits, firstPhase: offset * bits % 8)
        if let known = packed.withLock({ $0[key] }) { return known }
        let tiles = PackedTiles(self, key)
        packed.withLock { packed in
            // Few styles have more: offsets of half a byte, or shades that a picture does without.
            if packed.count >= Self.mostPacked { packed.removeAll() }
            packed[key] = tiles
        }
        return tiles
    }

    /// The tiles in colors on white paper.
    ///
    /// - Parameters:
    ///   - background: The color behind everything.
    ///   - paints: The colors of the layers.
    ///   - margins: Pixels of a tile that may be left out on each side, the same at every call.
    /// - Returns: The colors.
    func pixels(_ background: Color, _ paints: [Color], margins: [Int]) -> TilePixels {
        let key = [background] + paints
        if let known = inked.withLock({ $0[key] }) { return known }
        let colors = (0...paints.count * shades).map { Self.pixel(of: $0, shades: shades, background, paints) }
        let tiles = TilePixels(self, colors: colors, margins: margins)
        inked.withLock { inked in
            if inked.count >= Self.mostPacked { inked.removeAll() }
            inked[key] = tiles
        }
        return tiles
    }

    private static let mostPacked = 4

    /// What it takes of a bound on memory, with room for packed tiles.
    private var cost: Int {
        4 * runs.count + 4 * starts.count + Self.mostPacked * tileCount * module * (module / 2 + 32)
    }

    // MARK: Atlases between pictures

    /// Atlases of the styles that were drawn last, for all threads.
    private static let kept = Mutex(LRUStore<Key, TileAtlas>(capacity: 8 << 20))

    /// The atlas for a scene, drawn now or before.
    ///
    /// - Parameters:
    ///   - map: The scene in tiles.
    ///   - module: The pixels along one side of a module.
    ///   - shades: The steps between none and full coverage of a pixel, 1…255.
    /// - Returns: `nil` when the scene cannot be put together from tiles at this size.
    static func atlas(for map: TileMap, module: Int, shades: Int) -> TileAtlas? {
        let key = Key(specimens: map.specimens, module: module, shades: shades)
        if let known = kept.withLock({ $0.value(for: key) }) { return known }
        // Drawn outside of the lock: two threads may do the same once.
        guard let atlas = TileAtlas(key, layers: map.paints.count) else { return nil }
        kept.withLock { $0.insert(atlas, for: key, cost: atlas.cost) }
        return atlas
    }
}
