// SPDX-License-Identifier: Apache-2.0

/// Tiles as bytes of a PNG, and what rows of them have in common.
///
/// A tile may begin within a byte. Each place in a byte at which tiles begin is a phase, with bytes of its own: bits that
/// belong to neighbors are 0 there.
final class PackedTiles: Sendable {
    /// What packed tiles of an atlas depend on.
    struct Key: Hashable, Sendable {
        /// The code that is written for each number.
        let codes: [UInt8]
        /// The bits of a code.
        let bits: Int
        /// The bit of a byte at which the first module begins.
        let firstPhase: Int
    }

    /// The bytes from one row of a tile to the next, some zeros at the end included.
    let rowBytes: Int
    /// The rows of all tiles in all phases.
    let bytes: PaddedBytes
    /// The sums of each tile in each phase.
    private let sums: [Sums]
    /// The rows of all tiles that are not as the row above, the first rows left out.
    let changes: [UInt16]
    /// The first of each tile's rows among ``changes``, and the end.
    let changeStarts: [Int]
    /// Whether each row of each tile is as the one that is as far from the other end.
    let isMirrored: [Bool]
    /// For the upper and the lower half of the rows, numbers that are equal where tiles are.
    let halves: [[UInt16]]
    /// Likewise for the first row.
    let firstRows: [UInt32]
    /// Likewise for the last row, in the same numbers.
    let lastRows: [UInt32]

    private let module: Int
    private let tileCount: Int
    /// The number of each phase among those that occur.
    private let phaseNumbers: [Int]

    /// Packs the tiles of an atlas.
    init(_ atlas: TileAtlas, _ key: Key) {
        (module, tileCount) = (atlas.module, atlas.tileCount)
        let width = atlas.module * key.bits
        rowBytes = (width + 14) / 8 + 8
        let phases = Self.phases(from: key.firstPhase, width: width)
        var phaseNumbers = [Int](repeating: -1, count: 8)
        for (number, phase) in phases.enumerated() { phaseNumbers[phase] = number }
        self.phaseNumbers = phaseNumbers
        var bytes = [UInt8](repeating: 0, count: phases.count * tileCount * module * rowBytes)
        var start = 0
        for phase in phases {
            for row in 0..<tileCount * module {
                Self.pack(atlas, row: row, phase: phase, key, into: &bytes, from: start)
                start += rowBytes
            }
        }
        self.bytes = PaddedBytes(bytes)
        sums = (0..<phases.count * tileCount).map { [rowBytes, module = atlas.module] tile in
            let length = module * rowBytes
            return Sums(bytes[tile * length..<(tile + 1) * length], rowBytes: rowBytes, module: module)
        }
        let likeness = TileLikeness(atlas)
        (changes, changeStarts) = (likeness.changes, likeness.changeStarts)
        (isMirrored, halves) = (likeness.isMirrored, likeness.halves)
        (firstRows, lastRows) = (likeness.firstRows, likeness.lastRows)
    }

    /// The place of a row of a tile among ``bytes``, in rows.
    @inline(__always)
    func row(_ row: Int, of tile: Int, phase: Int) -> Int {
        (phaseNumbers[phase] * tileCount + tile) * module + row
    }

    /// The sums of a tile.
    @inline(__always)
    func sums(of tile: Int, phase: Int) -> Sums { sums[phaseNumbers[phase] * tileCount + tile] }

    /// What the bytes of a tile add to a checksum.
    struct Sums {
        /// Their sum.
        private(set) var plain = 0
        /// The sum of their places in their rows by their values.
        private(set) var placed = 0
        /// The sum of the rows from theirs to the last by their values.
        private(set) var risen = 0

        fileprivate init(_ bytes: ArraySlice<UInt8>, rowBytes: Int, module: Int) {
            for (index, byte) in bytes.enumerated() where byte != 0 {
                let (row, place) = index.quotientAndRemainder(dividingBy: rowBytes)
                plain += Int(byte)
                placed += place * Int(byte)
                risen += (module - row) * Int(byte)
            }
        }
    }

    /// The bits of a byte at which tiles begin.
    private static func phases(from first: Int, width: Int) -> [Int] {
        var phases: [Int] = []
        var phase = first
        while !phases.contains(phase) {
            phases.append(phase)
            phase = (phase + width) % 8
        }
        return phases
    }

    private static func pack(
        _ atlas: TileAtlas,
        row: Int,
        phase: Int,
        _ key: Key,
        into bytes: inout [UInt8],
        from start: Int,
    ) {
        let (tile, row) = row.quotientAndRemainder(dividingBy: atlas.module)
        var x = 0
        for run in atlas.runs(inRow: row, of: tile) {
            let code = key.codes[Int(run.number)]
            while x < Int(run.end) {
                let bit = phase + x * key.bits
                // The leftmost pixel is in the highest bits (PNG Specification, §7.2).
                bytes[start + bit / 8] |= code << UInt8(8 - key.bits - bit % 8)
                x += 1
            }
        }
    }
}

/// Which rows of which tiles are equal, whatever their colors.
private struct TileLikeness {
    private(set) var changes: [UInt16] = []
    private(set) var changeStarts = [0]
    private(set) var isMirrored: [Bool] = []
    private(set) var halves: [[UInt16]] = []
    private(set) var firstRows: [UInt32] = []
    private(set) var lastRows: [UInt32] = []

    init(_ atlas: TileAtlas) {
        let module = atlas.module
        var rows: [ArraySlice<TileAtlas.Run>: UInt32] = [:]
        func number(_ row: Int, _ tile: Int) -> UInt32 {
            let runs = atlas.runs(inRow: row, of: tile)
            if let known = rows[runs] { return known }
            let number = UInt32(rows.count)
            rows[runs] = number
            return number
        }
        var (upper, lower): ([[UInt32]: UInt16], [[UInt32]: UInt16]) = ([:], [:])
        var (uppers, lowers): ([UInt16], [UInt16]) = ([], [])
        for tile in 0..<atlas.tileCount {
            let numbers = (0..<module).map { number($0, tile) }
            for row in 1..<max(1, module) where numbers[row] != numbers[row - 1] { changes.append(UInt16(row)) }
            changeStarts.append(changes.count)
            isMirrored.append(numbers == numbers.reversed())
            uppers.append(Self.intern(Array(numbers[..<((module + 1) / 2)]), in: &upper))
            lowers.append(Self.intern(Array(numbers[((module + 1) / 2)...]), in: &lower))
            firstRows.append(numbers[0])
            lastRows.append(numbers[module - 1])
        }
        halves = [uppers, lowers]
    }

    private static func intern(_ rows: [UInt32], in known: inout [[UInt32]: UInt16]) -> UInt16 {
        if let number = known[rows] { return number }
        let number = UInt16(known.count)
        known[rows] = number
        return number
    }
}
