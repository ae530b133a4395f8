// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender
import Testing

@Suite("PNG")
struct PNGPictureTests {
    /// What the oracle finds in a file.
    struct Findings: Decodable {
        let width: Int
        let height: Int
        let bitDepth: Int
        let colorType: Int
        let methods: [Int]
        let chunks: [String]
        let palette: [UInt8]
        let transparency: [UInt8]
        let physical: [Int]
        let filters: [Int]
        let streamIsExact: Bool
        let wrongPixels: Int
    }

    /// What two decoders read.
    struct Reading: Decodable {
        let zxing: [String]
        let opencv: String
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var foreground = Color.black
        var background = Color.white
        var margin = 4
        var version = 3
        var size = ImageSize.automatic
        var side: Int
        var module: Int
        var offset: Int
        var chunks: [String]
        var physical: [Int] = []

        var testDescription: String { name }
    }

    private static let blue = Color(red: 0x11, green: 0x33, blue: 0xCC)
    private static let glass = Color(red: 200, green: 0, blue: 0, alpha: 128)
    private static let grey = ["IHDR", "IDAT", "IEND"]
    private static let opaque = ["IHDR", "PLTE", "IDAT", "IEND"]
    private static let clear = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]

    @Test("chunks, pixels, palette and resolution are what was asked for, and two decoders read the code")
    func pictures() async throws {
        let cases = try Self.cases()
        var files: [String: [UInt8]] = [:]
        var pixelJobs: [Oracle.Job] = []
        for (index, test) in cases.enumerated() {
            let style = try Style(
                margin: test.margin,
                foreground: .solid(test.foreground),
                background: .solid(test.background),
                version: test.version,
            )
            let symbol = try QRSymbol(text: sampleURL, options: style.encodingOptions)
            files["\(index).png"] = try Renderer.render(
                symbol, style: style, size: test.size, allowsUnscannable: true,
            ).bytes
            let matrix = try Renderer.render(symbol, format: .matrix).bytes
            pixelJobs.append(
                Oracle.Job(
                    kind: "png",
                    path: "\(index).png",
                    matrix: String(decoding: matrix, as: UTF8.self).split(separator: "\n").map(String.init),
                    side: test.side,
                    module: test.module,
                    offset: test.offset + test.margin * test.module,
                    dark: test.foreground.over(test.background).channels,
                    light: test.background.channels,
                )
            )
        }
        let findings: [Findings] = try await Oracle.ask(files: files, pixelJobs)
        let readings: [Reading] = try await Oracle.ask(
            files: files,
            pixelJobs.map { Oracle.Job(kind: "decode", path: $0.path) },
        )
        for ((test, found), reading) in zip(zip(cases, findings), readings) {
            check(found, test)
            #expect(reading.zxing == [sampleURL], "\(test.name)")
            // OpenCV finds nothing without a quiet zone or with a pixel a module, whoever drew the code.
            if test.margin >= 2, test.module >= 2 { #expect(reading.opencv == sampleURL, "\(test.name)") }
        }
    }

    private func check(_ found: Findings, _ test: Case) {
        #expect((found.width, found.height) == (test.side, test.side), "\(test.name)")
        #expect(found.bitDepth == 1, "\(test.name)")
        #expect(found.methods == [0, 0, 0], "\(test.name)")
        #expect(found.chunks == test.chunks, "\(test.name)")
        #expect(found.colorType == (test.chunks.contains("PLTE") ? 3 : 0), "\(test.name)")
        #expect(found.physical == test.physical, "\(test.name)")
        #expect(found.filters == [test.side < 3_000 ? 0 : 2], "\(test.name)")
        #expect(found.streamIsExact, "\(test.name)")
        #expect(found.wrongPixels == 0, "\(test.name)")
        let dark = test.foreground.over(test.background)
        guard found.colorType == 3 else { return }
        #expect(found.palette == (dark.channels.dropLast() + test.background.channels.dropLast()), "\(test.name)")
        if found.chunks.contains("tRNS") {
            let all = [dark.alpha, test.background.alpha]
            #expect(found.transparency == (all[1] < 255 ? all : [all[0]]), "\(test.name)")
        }
    }

    private static func cases() throws -> [Case] {
        [
            Case(name: "default", side: 481, module: 13, offset: 0, chunks: grey),
            Case(
                name: "spare pixels",
                size: try .pixels(500),
                side: 500,
                module: 13,
                offset: 9,
                chunks: grey,
            ),
            Case(name: "odd spare pixels", size: try .pixels(80), side: 80, module: 2, offset: 3, chunks: grey),
            Case(name: "one pixel a module", size: try .pixels(37), side: 37, module: 1, offset: 0, chunks: grey),
            Case(name: "no margin", margin: 0, side: 493, module: 17, offset: 0, chunks: grey),
            Case(
                name: "margin 100",
                margin: 100,
                version: 1 + 2,
                side: 916,
                module: 4,
                offset: 0,
                chunks: grey,
            ),
            Case(
                name: "3 inches at 300 dpi",
                size: try .inches(3),
                side: 900,
                module: 24,
                offset: 6,
                chunks: ["IHDR", "pHYs", "IDAT", "IEND"],
                physical: [11_811, 11_811, 1],
            ),
            Case(
                name: "pixels with dpi, in color",
                foreground: blue,
                size: try .pixels(600, dpi: 72),
                side: 600,
                module: 16,
                offset: 4,
                chunks: ["IHDR", "PLTE", "pHYs", "IDAT", "IEND"],
                physical: [2_835, 2_835, 1],
            ),
            Case(name: "two colors", foreground: blue, side: 481, module: 13, offset: 0, chunks: opaque),
            Case(
                name: "transparent background",
                background: .transparent,
                side: 481,
                module: 13,
                offset: 0,
                chunks: clear,
            ),
            Case(name: "glass on white", foreground: glass, side: 481, module: 13, offset: 0, chunks: opaque),
            Case(
                name: "glass on nothing",
                foreground: glass,
                background: .transparent,
                side: 481,
                module: 13,
                offset: 0,
                chunks: clear,
            ),
            Case(
                name: "version 40", version: 40, size: try .pixels(1_480), side: 1_480, module: 8, offset: 0,
                chunks: grey, ),
            Case(
                name: "9,000 pixels",
                size: try .inches(15, dpi: 600),
                side: 9_000,
                module: 243,
                offset: 4,
                chunks: ["IHDR", "pHYs", "IDAT", "IEND"],
                physical: [23_622, 23_622, 1],
            ),
        ]
    }
}

extension Color {
    /// Red, green, blue, alpha.
    var channels: [UInt8] { [red, green, blue, alpha] }
}
