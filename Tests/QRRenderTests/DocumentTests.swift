// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("PDF and EPS")
struct DocumentTests {
    /// What poppler or Ghostscript find in a document.
    struct Page: Decodable {
        let width: Double
        let height: Double
        let pages: Int
        let title: String
        let subject: String
        let texts: [String]
        let mean: Double
    }

    @Test(
        "every kind of layer looks as in the raster pictures, and is read where the modules are sharp",
        arguments: ["pdf", "eps"], )
    func looks(ending: String) async throws {
        // PostScript mixes nothing, and Ghostscript draws the edges of gradients without anti-aliasing.
        let limit = ending == "pdf" ? 3.0 : 12
        let pictures = try StyledPicture.all().filter { ending == "pdf" || $0.scene.isOpaque } + [.translucent()]
        var files: [String: [UInt8]] = [:]
        var jobs: [Oracle.Job] = []
        for (index, picture) in pictures.enumerated() {
            let side = picture.scene.side * 16
            let layout = try PixelLayout(modules: picture.scene.side, size: .pixels(side))
            files["\(index).\(ending)"] = try Self.write(picture.scene, ending)
            files["\(index)"] = Raster(picture.scene, layout: layout).pixels
            jobs.append(Oracle.Job(kind: "page", path: "\(index).\(ending)", plain: "\(index)", side: side))
        }
        let pages: [Page] = try await Oracle.ask(files: files, jobs)
        for (picture, page) in zip(pictures, pages) {
            #expect(page.mean < (limit), "\(picture)")
            // No decoder of this oracle reads eyes that are made of discs.
            if picture.name.contains("sharp") || picture.name.contains("photograph") {
                #expect(page.texts == [sampleURL], "\(picture)")
            }
        }
    }

    @Test("a document is exactly as large as asked, and carries its title")
    func sizes() async throws {
        let title = "Größe (a) \\ 🧭 <x>"
        let expected: [(ImageSize, Double)] = [
            (try .inches(2.5, dpi: 72), 180), (try .inches(15), 1_080), (try .pixels(888, dpi: 300), 213.12),
            (try .pixels(20), 20), (.automatic, 481),
        ]
        var files: [String: [UInt8]] = [:]
        var jobs: [Oracle.Job] = []
        for (index, (size, _)) in expected.enumerated() {
            for format in [ImageFormat.pdf, .eps] {
                let request = try RenderRequest(
                    text: sampleURL, format: format, size: size, title: title, description: "Opens it",
                )
                files["\(index).\(format)"] = try Renderer.render(request).bytes
                jobs.append(Oracle.Job(kind: "page", path: "\(index).\(format)", side: 400))
            }
        }
        let pages: [Page] = try await Oracle.ask(files: files, jobs)
        for (index, page) in pages.enumerated() {
            let points = expected[index / 2].1
            #expect((page.width * 1_000).rounded() == (points * 1_000).rounded())
            #expect(page.height == page.width && page.pages == 1)
            #expect(page.texts == [sampleURL])
            #expect(page.title == (index.isMultiple(of: 2) ? title : ""))
            #expect(page.subject == (index.isMultiple(of: 2) ? "Opens it" : ""))
        }
    }

    @Test("black is black ink alone, a spot color is a plate of its own", arguments: [ImageFormat.pdf, .eps])
    func inks(format: ImageFormat) async throws {
        let spot = PrintInk.spot(try SpotColor(name: "PANTONE 286 C", cyan: 100, magenta: 75, yellow: 0, black: 0))
        var files: [String: [UInt8]] = [:]
        for (name, ink) in [("cmyk", PrintInk.cmyk), ("spot", spot)] {
            files["\(name).\(format)"] = try Renderer.render(
                RenderRequest(text: sampleURL, format: format, size: .inches(1), ink: ink)
            ).bytes
        }
        let jobs = ["cmyk", "spot"].map { Oracle.Job(kind: "inks", path: "\($0).\(format)") }
        let plates: [[String: Double]] = try await Oracle.ask(files: files, jobs)
        for ink in ["Cyan", "Magenta", "Yellow"] {
            #expect(plates[0][ink] == 0)
            #expect(plates[1][ink] == 0)
        }
        #expect(try #require(plates[0]["Black"]) > 0.2)
        #expect(plates[1]["Black"] == 0)
        #expect(plates[1]["PANTONE 286 C"] == plates[0]["Black"])
    }

    @Test("colors become process inks with grey as black")
    func process() {
        let colors = InkColors(ink: .cmyk)
        #expect(colors.samples(of: .black) == [0, 0, 0, 255])
        #expect(colors.samples(of: .white) == [0, 0, 0, 0])
        #expect(colors.samples(of: Color(red: 128, green: 128, blue: 128)) == [0, 0, 0, 127])
        #expect(colors.samples(of: Color(red: 255, green: 0, blue: 0)) == [0, 255, 255, 0])
        #expect(colors.samples(of: Color(red: 0, green: 64, blue: 128)) == [255, 128, 0, 127])
    }

    @Test("an EPS is ASCII, has no long lines, and no text breaks out of a comment or string")
    func postScript() throws {
        let title = "a) quit\n%%BeginBinary \\(file) run\u{0}" + String(repeating: "x", count: 300)
        let scene = try StyledPicture.translucent().scene
        let titled = Scene(
            side: scene.side, symbol: scene.symbol, symbolX: 4, symbolY: 4, layers: scene.layers, title: title,
            description: title,
        )
        let text = String(decoding: try EPSWriter.write(titled, size: .inches(1), ink: .cmyk), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(text.utf8.allSatisfy { 32...126 ~= $0 || $0 == 10 })
        #expect(lines.allSatisfy { $0.utf8.count < 256 })
        #expect(lines[0] == "%!PS-Adobe-3.0 EPSF-3.0")
        #expect(lines[3].hasPrefix("%%Title: (a\\) quit?%%BeginBinary \\\\\\(file\\) run?xxx"))
        #expect(lines[3].hasSuffix("...)"))
        #expect(!text.contains(" file\n") && !text.contains("deletefile"))
    }

    @Test("inks are read from words, and refused with what is allowed")
    func inkNames() throws {
        #expect(try PrintInk("rgb") == .rgb)
        #expect(try PrintInk("CMYK") == .cmyk)
        let spot = try PrintInk("spot:Waymark Blue 2:100,75,0,5")
        #expect(
            try spot == .spot(SpotColor(name: "Waymark Blue 2", cyan: 100, magenta: 75, yellow: 0, black: 5))
        )
        for text in [
            "", "ink", "spot", "spot:a:1,2,3", "spot:a:1,2,3,101", "spot:a:1,2,3,x", "spot::1,2,3,4",
            "spot:All:1,2,3,4",
            "spot:black:0,0,0,100", "spot:a)b:1,2,3,4", "spot:ä:1,2,3,4", "cmyk:",
            "spot:\(String(repeating: "a", count: 64)):1,2,3,4",
        ] {
            let error = #expect(throws: StyleError.self) { try PrintInk(text) }
            #expect(error?.field == .ink)
        }
    }

    @Test("formats without ink do not differ by it")
    func canonical() throws {
        for format in ImageFormat.allCases {
            let plain = try RenderRequest(text: "a", format: format).canonical
            let inked = try RenderRequest(text: "a", format: format, ink: .cmyk).canonical
            #expect((plain == inked) == ![.pdf, .eps].contains(format))
        }
    }

    private static func write(_ scene: Scene, _ ending: String) throws(RenderError) -> [UInt8] {
        let size = try ImageSize.inches(3)
        return ending == "pdf" ? try PDFWriter.write(scene, size: size) : try EPSWriter.write(scene, size: size)
    }
}

extension StyledPicture {
    /// Paints of all kinds that let something shine through, a clipped picture with a hole, and stops at one place.
    static func translucent() throws -> StyledPicture {
        let symbol = try QRSymbol(text: sampleURL, options: .init(errorCorrection: .high))
        let grid = ModuleGrid(symbol)
        let (side, middle) = (Double(grid.size + 8), Double(grid.size + 8) / 2)
        var dots = Path()
        for y in 0..<grid.size {
            for x in 0..<grid.size where grid[x, y] {
                dots.append(.disc(x: Double(x) + 4.5, y: Double(y) + 4.5, radius: 0.5))
            }
        }
        let sky = Color(red: 200, green: 230, blue: 255)
        let background = ScenePaint.linear(
            from: Point(0, 0), to: Point(side, side),
            stops: [
                .init(offset: 0.1, color: .white), .init(offset: 0.5, color: sky),
                .init(offset: 0.5, color: Color(red: 255, green: 255, blue: 200)), .init(offset: 1, color: sky),
            ], )
        let ink = ScenePaint.radial(
            center: Point(middle, middle), radius: middle,
            stops: [
                .init(offset: 0, color: Color(red: 150, green: 0, blue: 0)),
                .init(offset: 1, color: Color(red: 0, green: 0, blue: 90, alpha: 170)),
            ], )
        var pixels: [UInt8] = []
        for y in 0..<40 {
            for x in 0..<40 { pixels += [UInt8(x * 6), UInt8(y * 6), 90, x < 20 ? 255 : y < 20 ? 0 : 150] }
        }
        let picture = PictureLayer(
            picture: Picture(width: 40, height: 40, pixels: pixels),
            frame: Rect(x: middle - 3, y: middle - 3, width: 6, height: 6),
            clip: .disc(x: middle, y: middle, radius: 2.9),
        )
        let label = try LabelOutline.path("SCAN", in: Rect(x: 4, y: side - 3, width: side - 8, height: 2))
        let green = ScenePaint.solid(Color(red: 0, green: 90, blue: 0, alpha: 200))
        return StyledPicture(
            name: "translucent",
            scene: Scene(
                side: grid.size + 8,
                layers: [
                    .fill(background), .path(PathLayer(path: dots, paint: ink)), .picture(picture),
                    .path(PathLayer(path: label, paint: green)),
                ], ), )
    }
}
