// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("Files of styled pictures")
struct StyledFileTests {
    /// What Pillow, and our own reading of the chunks, find in a file.
    struct Findings: Decodable {
        let format: String
        let side: Int
        let greatest: Int
        let mean: Double
        let dpi: [Int]
        let depth: Int
        let colorType: Int
        let chunks: [String]
    }

    private static let side = 300

    @Test("every pixel of a PNG is that of the rows, in as few bits as the colors need")
    func png() async throws {
        let layout = try PixelLayout(modules: 37, size: .pixels(Self.side))
        let found = try await ask("png", shades: { $0.hasOnlySolidPaints ? 15 : 255 }) { scene throws(RenderError) in
            try PNGWriter.write(scene, layout: layout, dpi: 300)
        }
        let expected: [(depth: Int, colorType: Int)] = [(4, 0), (4, 3), (4, 3), (8, 2), (8, 6), (8, 2), (8, 2)]
        for (picture, (findings, expected)) in zip(try StyledPicture.all(), zip(found, expected)) {
            #expect(findings.greatest == 0, "\(picture)")
            #expect((findings.depth, findings.colorType) == expected, "\(picture)")
            #expect(findings.dpi == [300, 300], "\(picture)")
            #expect(findings.chunks.contains("tRNS") == (picture.name == "blue on nothing"), "\(picture)")
        }
    }

    @Test("a JPEG of several strips is close to the rows on white, and notes its resolution")
    func jpeg() async throws {
        let layout = try PixelLayout(modules: 37, size: .pixels(Self.side))
        let found = try await ask("jpg", onWhite: true, shades: { _ in 255 }) { scene throws(RenderError) in
            try JPEGWriter.write(scene, layout: layout, dpi: 240)
        }
        for (picture, findings) in zip(try StyledPicture.all(), found) {
            #expect(findings.format == "JPEG")
            #expect(findings.side == Self.side)
            #expect(findings.mean < 3, "\(picture)")
            #expect(findings.dpi == [240, 240])
        }
    }

    @Test("a WebP of few colors is exact, others are close to the rows")
    func webp() async throws {
        let layout = try PixelLayout(modules: 37, size: .pixels(Self.side))
        let found = try await ask("webp", shades: { $0.hasOnlySolidPaints ? 15 : 255 }) { scene throws(RenderError) in
            try WebPWriter.write(scene, layout: layout)
        }
        for (index, (picture, findings)) in zip(try StyledPicture.all(), found).enumerated() {
            #expect(findings.format == "WEBP")
            if index < 3 { #expect(findings.greatest == 0, "\(picture)") }
            #expect(findings.mean < 3, "\(picture)")
        }
    }

    @Test(
        "a PNG has exactly the colors there are, up to 256, whatever the depth",
        arguments: [1, 2, 3, 4, 5, 16, 17, 256, 257], )
    func palettes(count: Int) async throws {
        // Each color is a row of its own; the transparent ones come last, to be put first in the palette.
        let layers = (0..<count).map { row in
            let color = Color(
                red: UInt8(row % 251), green: UInt8(row / 2), blue: 9, alpha: row >= count - 2 ? 77 : 255, )
            let rect = Path.polygon([
                (0, Double(row)), (300, Double(row)), (300, Double(row + 1)), (0, Double(row + 1)),
            ])
            return Layer.path(PathLayer(path: rect, paint: .solid(color)))
        }
        let base = Layer.fill(.solid(Color(red: 0, green: 0, blue: 9, alpha: count > 2 ? 255 : 0)))
        let scene = Scene(side: count, layers: [base] + layers)
        let layout = try PixelLayout(modules: count, size: .pixels(count))
        let files = [
            "a.png": try PNGWriter.write(scene, layout: layout, dpi: nil), "a": Raster(scene, layout: layout).pixels,
        ]
        let found: [Findings] = try await Oracle.ask(
            files: files, [Oracle.Job(kind: "pixels", path: "a.png", plain: "a")], )
        #expect(found[0].greatest == 0)
        #expect(found[0].side == count)
        #expect(found[0].colorType == (count > 256 ? 2 : 3) || found[0].colorType == 6)
    }

    @Test("a WebP is refused above its limit, with what is allowed")
    func tooLarge() throws {
        let error = #expect(throws: RenderError.self) {
            try Renderer.render(try RenderRequest(text: "a", format: .webp, size: .pixels(4_097)))
        }
        #expect(error == .sizeTooLarge(pixels: 4_097, most: 4_096, format: .webp))
        #expect(error?.description.contains("at most 4096 pixels") == true)
        #expect(error?.field == "size")
    }

    @Test("three decoders read the modules of every raster format", arguments: ["png", "webp", "JPEG"])
    func decoders(name: String) async throws {
        let format = try #require(ImageFormat(name: name))
        let style = try Style(
            foreground: .gradient(Gradient(.radial, from: .black, to: Color(red: 90, green: 0, blue: 0))))
        let image = try Renderer.render(
            RenderRequest(text: sampleURL, style: style, format: format, size: .pixels(400)))
        let found: [PNGPictureTests.Reading] = try await Oracle.ask(
            files: ["a": image.bytes], [Oracle.Job(kind: "decode", path: "a")],
        )
        #expect(found[0].zxing == [sampleURL])
        #expect(found[0].opencv == sampleURL)
    }

    private func ask(
        _ ending: String,
        onWhite: Bool = false,
        shades: (Scene) -> Int,
        write: (Scene) throws(RenderError) -> [UInt8],
    ) async throws -> [Findings] {
        var files: [String: [UInt8]] = [:]
        var jobs: [Oracle.Job] = []
        for (index, picture) in try StyledPicture.all().enumerated() {
            files["\(index).\(ending)"] = try write(picture.scene)
            let scene = onWhite ? picture.scene.onWhite : picture.scene
            files["\(index)"] = pixels(of: scene, shades: shades(picture.scene))
            jobs.append(Oracle.Job(kind: "pixels", path: "\(index).\(ending)", plain: "\(index)"))
        }
        return try await Oracle.ask(files: files, jobs)
    }

    private func pixels(of scene: Scene, shades: Int) -> [UInt8] {
        guard let layout = try? PixelLayout(modules: 37, size: .pixels(Self.side)) else { return [] }
        var pixels: [UInt8] = []
        SceneRows(scene, layout: layout, shades: shades).forEach { row, times in
            for _ in 0..<times { pixels += row.flatMap { Color(pixel: $0).channels } }
        }
        return pixels
    }
}

extension Scene {
    /// The same scene on an opaque white ground.
    fileprivate var onWhite: Scene { Scene(side: side, layers: [.fill(.solid(.white))] + layers) }
}
