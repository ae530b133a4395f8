// SPDX-License-Identifier: Apache-2.0

/// Reads uncompressed Windows bitmaps of 1, 4, 8, 24 or 32 bits a pixel, as published in "Bitmap Storage".
enum BMPReader {
    /// The pixels; 32 bits a pixel count as opaque, because the fourth byte is undefined without a mask for it.
    static func read(_ file: [UInt8]) throws(PictureError) -> PixelBlock {
        guard let header = BMPHeader(of: file) else { throw .damaged(.bmp) }
        try PictureDecoder.check(.bmp, width: header.width, height: header.height)
        guard header.isPlain else { throw .variant("a BMP file that is compressed or has 16 bits") }
        guard header.pixelOffset <= file.count - header.rowBytes * header.height else { throw .cutOff(.bmp) }
        let palette = palette(of: file, header)
        var reduction = PixelReduction(width: header.width, height: header.height)
        var line = [UInt8](repeating: 255, count: header.width * 4)
        for row in 0..<header.height {
            let stored = header.isTopDown ? row : header.height - 1 - row
            let start = header.pixelOffset + stored * header.rowBytes
            if header.bits > 8 {
                spread(file, from: start, step: header.bits / 8, into: &line)
            } else {
                look(up: file, from: start, bits: header.bits, in: palette, into: &line)
            }
            reduction.add(line.span)
        }
        return reduction.result
    }

    /// Turns blue, green, red into red, green, blue.
    private static func spread(_ file: [UInt8], from start: Int, step: Int, into line: inout [UInt8]) {
        for x in 0..<line.count / 4 {
            for channel in 0..<3 { line[x * 4 + channel] = file[start + x * step + 2 - channel] }
        }
    }

    /// Reads color numbers, the leftmost pixel in the highest bits of a byte.
    private static func look(
        up file: [UInt8], from start: Int, bits: Int, in palette: [[UInt8]], into line: inout [UInt8],
    ) {
        let perByte = 8 / bits
        for x in 0..<line.count / 4 {
            let shift = 8 - bits * (x % perByte + 1)
            let number = Int(file[start + x / perByte]) >> shift & (1 << bits - 1)
            for channel in 0..<3 { line[x * 4 + channel] = palette[number][channel] }
        }
    }

    /// 256 colors; black where the file has none.
    private static func palette(of file: [UInt8], _ header: BMPHeader) -> [[UInt8]] {
        (0..<256).map { number in
            let entry = header.paletteOffset + number * header.paletteStep
            guard number < header.colors, entry + header.paletteStep <= header.pixelOffset,
                let color = file.littleEndian(3, at: entry)
            else { return [0, 0, 0] }
            return [UInt8(color >> 16), UInt8(color >> 8 & 255), UInt8(color & 255)]
        }
    }
}

/// The two headers of a bitmap: that of the file, and the older or newer one of the picture.
private struct BMPHeader {
    let width: Int
    let height: Int
    let isTopDown: Bool
    let bits: Int
    /// Without compression, or with the usual masks for 32 bits.
    let isPlain: Bool
    let pixelOffset: Int
    let paletteOffset: Int
    /// The bytes of a color.
    let paletteStep: Int
    let colors: Int

    /// Rows are filled up to four bytes.
    var rowBytes: Int { (width * bits + 31) / 32 * 4 }

    init?(of file: [UInt8]) {
        guard let pixelOffset = file.littleEndian(4, at: 10), let length = file.littleEndian(4, at: 14) else {
            return nil
        }
        self.pixelOffset = pixelOffset
        paletteOffset = 14 + length
        if length == 12 {
            guard let width = file.littleEndian(2, at: 18), let height = file.littleEndian(2, at: 20),
                let bits = file.littleEndian(2, at: 24)
            else { return nil }
            (self.width, self.height, self.bits) = (width, height, bits)
            isTopDown = false
            paletteStep = 3
            colors = 256
            isPlain = [1, 4, 8, 24].contains(bits)
        } else {
            guard length >= 40, let width = file.signed(at: 18), let height = file.signed(at: 22),
                let bits = file.littleEndian(2, at: 28), let compression = file.littleEndian(4, at: 30),
                let colors = file.littleEndian(4, at: 46)
            else { return nil }
            (self.width, self.height, self.bits) = (width, abs(height), bits)
            isTopDown = height < 0
            paletteStep = 4
            self.colors = colors == 0 ? 256 : colors
            let usualMasks = [0xFF0000, 0xFF00, 0xFF]
            let hasUsualMasks = (0..<3).allSatisfy { file.littleEndian(4, at: 54 + $0 * 4) == usualMasks[$0] }
            isPlain =
                compression == 0 ? [1, 4, 8, 24, 32].contains(bits) : compression == 3 && bits == 32 && hasUsualMasks
        }
    }
}

extension [UInt8] {
    /// Four bytes in two's complement, the least significant first.
    fileprivate func signed(at offset: Int) -> Int? {
        littleEndian(4, at: offset).map { Int(Int32(truncatingIfNeeded: $0)) }
    }
}
