// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("Text formats")
struct TextFormatTests {
    @Test("the matrix is rows of 0 and 1 without quiet zone, each ended by a newline")
    func matrix() throws {
        let symbol = try QRSymbol(text: "waymark")
        let text = String(decoding: try Renderer.render(symbol, format: .matrix).bytes, as: UTF8.self)
        let expected = (0..<21).map { y in (0..<21).map { x in symbol[x, y] ? "1" : "0" }.joined() + "\n" }.joined()
        #expect(text == expected)
        #expect(text.hasPrefix("1111111"))
    }

    @Test("half blocks: light modules are the blocks, the quiet zone is drawn, and a missing last row is light")
    func halfBlocks() throws {
        let style = try Style(margin: 1)
        #expect(HalfBlockWriter.write(sample, style: style).text == "█████\n█▀ ▄█\n█████\n")
    }

    @Test("half blocks of a negative style: dark modules are the blocks")
    func negativeHalfBlocks() throws {
        let style = try Style(margin: 1, foreground: .white, background: .black)
        #expect(HalfBlockWriter.write(sample, style: style).text == "     \n ▄█▀ \n     \n")
    }

    @Test("half blocks of a real symbol give back its modules")
    func realHalfBlocks() throws {
        let symbol = try QRSymbol(text: sampleURL)
        let text = try Renderer.render(symbol, style: Style(margin: 3), format: .utf8).bytes.text
        let lines = text.split(separator: "\n").map(Array.init)
        #expect(lines.count == 18)
        for y in -3..<symbol.size + 3 {
            for x in -3..<symbol.size + 3 {
                let character = lines[(y + 3) / 2][x + 3]
                let isLight = character == "█" || character == ((y + 3).isMultiple(of: 2) ? "▀" : "▄")
                #expect(isLight != symbol[x, y])
            }
        }
    }

    /// Three rows of modules, which a margin of one makes an odd number of rows, so that the last line has no lower half.
    private let sample: ModuleGrid = {
        let rows = ["...", ".##", "##."].map(Array.init)
        return ModuleGrid(size: 3) { x, y in rows[y][x] == "#" }
    }()
}

extension [UInt8] {
    /// The bytes read as UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}
