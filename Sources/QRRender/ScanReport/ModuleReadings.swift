// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// What a decoder reads at every module of a drawn symbol.
///
/// Decoders differ: zxing-cpp takes the pixel in the middle, others more of the area. A module counts with the mean of
/// its middle and of its middle half, which is right only where all of them agree.
struct ModuleReadings {
    /// The modules along one side.
    let size: Int
    /// The colors of the middle halves, row by row.
    let colors: [Color]
    /// The gray values, 0…255, row by row.
    let lumas: [Double]

    init(_ surface: ScanSurface, size: Int) {
        self.size = size
        var colors: [Color] = []
        var lumas: [Double] = []
        colors.reserveCapacity(size * size)
        lumas.reserveCapacity(size * size)
        for y in 0..<size {
            for x in 0..<size {
                let half = surface.color(x: x, y: y, margin: surface.module / 4)
                let middle = surface.color(x: x, y: y, margin: (surface.module - 1) / 2)
                colors.append(half)
                lumas.append((half.decoderLuma + middle.decoderLuma) / 2)
            }
        }
        self.colors = colors
        self.lumas = lumas
    }

    /// The value in the middle of those of all dark (or light) modules.
    func medianLuma(dark: Bool, of symbol: QRSymbol) -> Double {
        var values: [Double] = []
        for y in 0..<size {
            for x in 0..<size where symbol[x, y] == dark { values.append(lumas[y * size + x]) }
        }
        values.sort()
        return values.isEmpty ? 255 : values[values.count / 2]
    }
}
