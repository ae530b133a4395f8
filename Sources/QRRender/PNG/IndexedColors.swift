// SPDX-License-Identifier: Apache-2.0

/// At most 256 colors, each with the number that stands for it in a PNG.
struct IndexedColors {
    /// The bits of a number: 1, 2, 4 or 8.
    let bits: Int
    /// Whether the numbers are greys, so that no palette is needed.
    let isGrey: Bool

    private let colors: ColorSet
    /// The palette; what is not opaque comes first, because tRNS may stop after it (PNG Specification, §11.3.1.1).
    private let palette: [Color]
    /// The number that is written for each color of the set.
    private let codes: [UInt8]

    /// Numbers the colors.
    init(_ colors: ColorSet) {
        self.colors = colors
        let met = colors.pixels.map(Color.init(pixel:))
        let order = met.indices.filter { met[$0].alpha < 255 } + met.indices.filter { met[$0].alpha == 255 }
        let paletteBits = [1, 2, 4].first { met.count <= 1 << $0 } ?? 8
        // The steps of grey: those of n bits are the multiples of 255 / (2^n - 1).
        let greyBits = [(1, 255), (2, 85), (4, 17), (8, 1)].first { _, step in
            met.allSatisfy { $0.alpha == 255 && $0.red == $0.green && $0.green == $0.blue && Int($0.red) % step == 0 }
        }
        if let greyBits, greyBits.0 <= paletteBits {
            (bits, isGrey, palette) = (greyBits.0, true, [])
            codes = met.map { $0.red >> UInt8(8 - greyBits.0) }
        } else {
            (bits, isGrey, palette) = (paletteBits, false, order.map { met[$0] })
            var codes = [UInt8](repeating: 0, count: met.count)
            for (code, index) in order.enumerated() { codes[index] = UInt8(code) }
            self.codes = codes
        }
    }

    /// The number that is written for a color of the set.
    func code(of pixel: UInt32) -> UInt8 { codes[colors.number(of: pixel)] }

    /// Writes a row behind the byte of its filter type, the leftmost pixel in the highest bits (§7.2).
    func pack(_ row: [UInt32], into bytes: inout MutableSpan<UInt8>) {
        guard var last = row.first else { return }
        var code = codes[colors.number(of: last)]
        var (pending, count, place) = (UInt8(0), 0, 1)
        for pixel in row {
            if pixel != last {
                last = pixel
                code = codes[colors.number(of: pixel)]
            }
            pending = bits == 8 ? code : pending << UInt8(bits) | code
            count += bits
            if count == 8 {
                bytes[place] = pending
                (pending, count, place) = (0, 0, place + 1)
            }
        }
        if count > 0 { bytes[place] = pending << UInt8(8 - count) }
    }

    /// Appends PLTE and, where a color is not opaque, tRNS.
    func appendChunks(to file: inout [UInt8]) {
        guard !isGrey else { return }
        PNGChunk.append("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
        let alphas = palette.prefix { $0.alpha < 255 }.map(\.alpha)
        if !alphas.isEmpty { PNGChunk.append("tRNS", alphas, to: &file) }
    }
}
