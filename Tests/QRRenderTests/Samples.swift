// SPDX-License-Identifier: Apache-2.0

import QRRender

/// SplitMix64 (Steele, Lea and Flood, 2014): bits by chance that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension ModuleGrid {
    /// A grid whose modules are dark or light by chance.
    static func random(size: Int, seed: UInt64) -> ModuleGrid {
        var generator = SplitMix(seed: seed)
        return ModuleGrid(size: size) { _, _ in Bool.random(using: &generator) }
    }

    /// The rows as text: `#` for dark, `.` for light.
    var picture: [String] {
        (0..<size).map { y in String((0..<size).map { x -> Character in self[x, y] ? "#" : "." }) }
    }
}

/// The sizes of all versions' symbols, and small ones around the borders of bytes and words.
let gridSizes = [1, 7, 8, 9, 63, 64, 65, 128, 129] + stride(from: 21, through: 177, by: 12)

/// The payload of the benchmarks' first line: 37 characters.
let sampleURL = "https://waymark.example/r/AB3XK9PQ?s=1"
