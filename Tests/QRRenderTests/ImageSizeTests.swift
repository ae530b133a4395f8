// SPDX-License-Identifier: Apache-2.0

import QRRender
import Testing

@Suite("Sizes")
struct ImageSizeTests {
    @Test("sizes at the edges of their ranges are taken")
    func edges() throws {
        #expect(try ImageSize.pixels(1).pixels == 1)
        #expect(try ImageSize.pixels(9_000, dpi: 600).dpi == 600)
        #expect(try ImageSize.inches(0.5, dpi: 72).pixels == 36)
        #expect(try ImageSize.inches(15, dpi: 600).pixels == 9_000)
        #expect(try ImageSize.inches(3).pixels == 900)
        #expect(try ImageSize.inches(2.54, dpi: 100).pixels == 254)
        #expect(ImageSize.automatic.pixels == nil)
    }

    @Test("sizes beyond their ranges are refused by the field they came in")
    func beyond() {
        #expect(throws: RenderError.pixelsOutOfRange(0)) { try ImageSize.pixels(0) }
        #expect(throws: RenderError.pixelsOutOfRange(9_001)) { try ImageSize.pixels(9_001) }
        #expect(throws: RenderError.dpiOutOfRange(71)) { try ImageSize.pixels(10, dpi: 71) }
        #expect(throws: RenderError.inchesOutOfRange(0.49)) { try ImageSize.inches(0.49) }
        #expect(throws: RenderError.inchesOutOfRange(15.01)) { try ImageSize.inches(15.01) }
        #expect(throws: RenderError.inchesOutOfRange(.infinity)) { try ImageSize.inches(.infinity) }
        #expect(throws: RenderError.self) { try ImageSize.inches(.nan) }
        #expect(throws: RenderError.dpiOutOfRange(601)) { try ImageSize.inches(1, dpi: 601) }
        #expect(throws: RenderError.dpiOutOfRange(0)) { try ImageSize.automatic.at(dpi: 0) }
    }

    @Test("another resolution changes the pixels of inches and leaves pixels alone")
    func otherResolution() throws {
        #expect(try ImageSize.inches(2, dpi: 300).at(dpi: 150).pixels == 300)
        #expect(try ImageSize.pixels(500).at(dpi: 150) == ImageSize.pixels(500, dpi: 150))
    }

    @Test("modules are whole pixels and the spare ones lie around the scene")
    func layout() throws {
        let layout = try PixelLayout(modules: 37, size: .pixels(500))
        #expect((layout.side, layout.module, layout.offset) == (500, 13, 9))
        #expect(layout.pixels(of: 4..<33) == 9 + 52..<9 + 429)
    }

    @Test("an automatic size has no spare pixels, fits 512 where it can, and gives a module 4 at least")
    func automaticLayout() throws {
        for (modules, side) in [(29, 493), (37, 481), (128, 512), (129, 516), (185, 740), (377, 1_508)] {
            let layout = try PixelLayout(modules: modules, size: .automatic)
            #expect(layout.side == side)
            #expect(layout.offset == 0)
        }
    }

    @Test("a size with less than a pixel a module is refused with the least size")
    func tooSmall() throws {
        #expect(throws: RenderError.sizeTooSmall(pixels: 36, least: 37)) {
            try PixelLayout(modules: 37, size: .pixels(36))
        }
        #expect(try PixelLayout(modules: 37, size: .pixels(37)).module == 1)
    }

    @Test(
        "every error names its field and what is allowed",
        arguments: [
            (RenderError.pixelsOutOfRange(0), "size", "1 to 9000"), (.inchesOutOfRange(0), "size_inches", "0.5 to 15"),
            (.dpiOutOfRange(1), "dpi", "72 to 600"), (.sizeTooSmall(pixels: 1, least: 29), "size", "at least 29"),
            (.unknownFormat("gif"), "format", "\"gif\"; allowed: png, svg, webp, jpg, pdf, eps, utf8, matrix."),
            (.textTooLong(field: .title, bytes: 2_000, limit: 1_000), "title", "at most 1000"),
            (.style(StyleError(field: .mask, value: "9", allowed: "0 to 7")), "mask", "0 to 7"),
        ],
    )
    func messages(error: RenderError, field: String, allowed: String) {
        #expect(error.field == field)
        #expect(error.description.contains(allowed))
    }
}
