// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("Pictures in a scene")
struct PictureRowsTests {
    @Test("at its own size a picture stays as it is, down to each pixel")
    func sameSize() throws {
        var generator = SplitMix(seed: 12)
        let pixels = (0..<12 * 8 * 4).map { index in
            index % 4 == 3 ? 255 : UInt8.random(in: 0...255, using: &generator)
        }
        let raster = try draw(Picture(width: 12, height: 8, pixels: pixels), Rect(x: 2, y: 3, width: 12, height: 8))
        for y in 0..<8 {
            for x in 0..<12 {
                #expect(raster[x + 2, y + 3].channels == Array(pixels[(y * 12 + x) * 4..<(y * 12 + x) * 4 + 4]))
            }
        }
        #expect(raster[1, 3] == .white)
        #expect(raster[14, 3] == .white)
    }

    @Test("a picture of one color stays so at every size, and edges between pixels are mixed by what they cover")
    func oneColor() throws {
        let blue = Color(red: 1, green: 2, blue: 200)
        let picture = Picture(width: 3, height: 3, pixels: (0..<9).flatMap { _ in blue.channels })
        let raster = try draw(picture, Rect(x: 2.5, y: 2, width: 10, height: 10))
        for x in 3..<12 { #expect(raster[x, 5] == blue) }
        #expect(raster[2, 5].red == 128)
        #expect(raster[12, 5].red == 128)
    }

    @Test("what shrinks is averaged, and transparent pixels lend it no color")
    func shrinks() throws {
        // Columns of black and of transparent green: the mean is half a black.
        let pixels = (0..<64 * 64).flatMap { $0 % 2 == 0 ? [0, 0, 0, 255] : [0, 255, 0, 0] as [UInt8] }
        let raster = try draw(Picture(width: 64, height: 64, pixels: pixels), Rect(x: 4, y: 4, width: 8, height: 8))
        for place in 5..<11 {
            let color = raster[place, place]
            #expect(color.red == color.green && color.green == color.blue)
            #expect(124...131 ~= color.red)
        }
    }

    @Test("only the part inside the clip shows")
    func clip() throws {
        let picture = Picture(width: 1, height: 1, pixels: [0, 0, 0, 255])
        let raster = try draw(picture, Rect(x: 0, y: 0, width: 16, height: 16), clip: .disc(x: 8, y: 8, radius: 4))
        #expect(raster[8, 8] == .black)
        #expect(raster[2, 8] == .white)
        #expect(raster[5, 5].red > 0)
    }

    @Test("a frame that reaches beyond the picture is cut")
    func beyond() throws {
        let picture = Picture(width: 2, height: 2, pixels: Array(repeating: 255, count: 16).map { $0 / 5 })
        let raster = try draw(picture, Rect(x: -40, y: 10, width: 100, height: 100))
        #expect(raster[0, 9] == .white)
        #expect(raster[15, 15] != .white)
    }

    /// A picture on white, a pixel a module.
    private func draw(_ picture: Picture, _ frame: Rect, clip: Path? = nil) throws -> Raster {
        let layer = Layer.picture(PictureLayer(picture: picture, frame: frame, clip: clip))
        let scene = Scene(side: 16, layers: [.fill(.solid(.white)), layer])
        return Raster(scene, layout: try PixelLayout(modules: 16, size: .pixels(16)))
    }
}
