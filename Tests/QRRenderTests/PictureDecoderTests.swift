// SPDX-License-Identifier: Apache-2.0

@testable import QRRender
import Testing

@Suite("Picture decoder")
struct PictureDecoderTests {
    /// How far the pixels are from those that Pillow reads, in steps of a channel.
    struct Difference: Decodable {
        let width: Int
        let height: Int
        let most: Double
        let mean: Double
    }

    @Test("pictures of every kind have the pixels that Pillow reads in them")
    func agreesWithPillow() async throws {
        let files = PictureFile.readable
        #expect(files.count == 41)
        var raw: [String: [UInt8]] = [:]
        var jobs: [Oracle.Job] = []
        for file in files {
            let picture = try PictureDecoder.decode(file.bytes)
            let sides = [picture.width, picture.height].flatMap { side -> [UInt8] in
                [0, 0, UInt8(side >> 8), UInt8(side & 255)]
            }
            raw[file.name] = sides + picture.pixels
            raw["original-" + file.name] = try file.bytes
            jobs.append(Oracle.Job(kind: "picture", path: file.name, plain: "original-" + file.name))
        }
        let answers = try await Oracle.ask(files: raw, jobs, for: Difference.self)
        for (file, answer) in zip(files, answers) {
            // Codecs that lose something also differ a little between versions and between ways of scaling.
            let isLossy = file.name.hasSuffix(".jpeg") || file.name.contains("lossy")
            #expect(answer.mean <= (isLossy ? 1 : 0.3), "\(file.name): \(answer)")
            #expect(answer.most <= (isLossy ? 12 : 2), "\(file.name): \(answer)")
        }
    }

    @Test("a large picture is scaled down to 1,024 pixels in its proportions")
    func scales() throws {
        let wide = try PictureDecoder.decode(PictureFile.readable("wide.jpeg"))
        #expect((wide.width, wide.height) == (1_024, 8))
        let flat = try PictureDecoder.decode(PictureFile.readable("flat.bmp"))
        #expect((flat.width, flat.height) == (1_024, 1))
        let large = try PictureDecoder.decode(PictureFile.readable("large.png"))
        #expect((large.width, large.height) == (1_024, 717))
    }

    @Test(
        "a hostile file is refused by what it is",
        arguments: [
            ("too-wide.png", "a PNG of 8193 x 1 pixels"),
            ("too-many-pixels.png", "a PNG of 8192 x 8192 pixels"),
            ("no-pixels.png", "a damaged PNG file"),
            ("no-data.png", "a damaged PNG file"),
            ("too-tall.jpeg", "a JPEG of 10 x 65500 pixels"),
            ("many-scans.jpeg", "a JPEG file that takes too much to unpack"),
            ("too-much-memory.jpeg", "a JPEG file that takes too much to unpack"),
            ("too-large.gif", "a GIF of 65535 x 65535 pixels"),
            ("frame-too-large.gif", "a GIF of 9000 x 9000 pixels"),
            ("too-large.webp", "a WebP of 20000 x 10000 pixels"),
            ("too-large.bmp", "a BMP of 2147483647 x 2147483648 pixels"),
            ("compressed.bmp", "a BMP file that is compressed or has 16 bits"),
            ("logo.svg", "an SVG file"),
            ("page.html", "no picture of a known format"),
            ("small.tiff", "a TIFF file"),
        ], )
    func refuses(name: String, found: String) throws {
        let bytes = try PictureFile.hostile(name)
        let error = try #require(throws: PictureError.self) { try PictureDecoder.decode(bytes) }
        #expect(error.found == found)
    }

    @Test("a refusal says what is allowed, and fits an error about a style")
    func saysWhatIsAllowed() throws {
        let error = try #require(throws: PictureError.self) { try PictureDecoder.decode(Array("<svg/>".utf8)) }
        let allowed = "PNG, JPEG, WebP, GIF or BMP of at most 2 MB, 8,192 pixels a side and 16 megapixels"
        #expect(error.sentence(about: "the logo") == "the logo is an SVG file; allowed: \(allowed)")
        let hostile = try PictureFile.hostile.map { file in
            try #require(throws: PictureError.self) { try PictureDecoder.decode(file.bytes) }
        }
        #expect(hostile.filter { $0.found.unicodeScalars.count > 48 }.isEmpty)
    }

    @Test("files over 2 MiB and empty ones are refused")
    func boundsBytes() throws {
        let png = try PictureFile.readable("rgba.png")
        let most = png + Array(repeating: 0, count: PictureDecoder.byteLimit - png.count)
        #expect(try PictureDecoder.decode(most) == PictureDecoder.decode(png))
        #expect(throws: PictureError.self) { try PictureDecoder.decode(most + [0]) }
        #expect(throws: PictureError.self) { try PictureDecoder.decode([]) }
    }

    @Test("a file that is cut off anywhere is refused", arguments: PictureFile.readable)
    func refusesCutOffs(file: PictureFile) throws {
        // Only the first frame of an animation is read.
        guard !file.name.hasPrefix("animated") else { return }
        let bytes = try file.bytes
        // Without its last bytes a GIF or a WebP may still be complete.
        for count in stride(from: bytes.count - 18, to: 0, by: -(bytes.count / 40 + 1)) {
            #expect(throws: PictureError.self, "\(count) bytes") {
                try PictureDecoder.decode(Array(bytes.prefix(count)))
            }
        }
    }

    @Test("texts in a PNG are not unpacked")
    func skipsTexts() throws {
        let essence = try PNGEssence(of: PictureFile.readable("texts.png"))
        #expect(essence.bytes.count == 67)
    }
}
