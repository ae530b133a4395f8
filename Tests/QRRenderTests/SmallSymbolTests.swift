// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

@Suite("Small symbols")
struct SmallSymbolTests {
    private func request(
        _ symbology: Symbology,
        _ text: String = "12345",
        format: ImageFormat = .matrix,
        _ change: (inout Style) throws -> Void = { _ in },
    ) throws -> RenderRequest {
        var style = Style.standard
        style.symbology = symbology
        try change(&style)
        return try RenderRequest(text: text, style: style, format: format)
    }

    @Test("the matrix has the modules of the symbol, rectangles too")
    func matrix() throws {
        let micro = try MicroQRSymbol(text: "12345")
        let rows = try Renderer.render(request(.micro)).bytes.text.split(separator: "\n")
        #expect(rows.count == micro.height && rows.allSatisfy { $0.count == micro.width })
        let wide = try RMQRSymbol(text: "WAYMARK")
        let lines = try Renderer.render(request(.rmqr, "WAYMARK")).bytes.text.split(separator: "\n").map(Array.init)
        #expect(lines.count == wide.height && lines.allSatisfy { $0.count == wide.width })
        #expect(lines[0][0] == "1" && wide.width > wide.height)
    }

    @Test(
        "pictures are square, with the symbol in the middle and no scan report", arguments: [Symbology.micro, .rmqr], )
    func picture(symbology: Symbology) throws {
        let image = try Renderer.render(request(symbology, format: .svg))
        #expect(image.scanReport == nil)
        let longest = symbology == .micro ? try MicroQRSymbol(text: "12345").size : try RMQRSymbol(text: "12345").width
        #expect(image.bytes.text.contains("viewBox=\"0 0 \(longest + 8) \(longest + 8)\""))
    }

    @Test("the looks of QR Codes are refused by the name of the field")
    func looks() throws {
        #expect(throws: RenderError.self) { try Renderer.render(request(.micro) { $0.pattern = .dots }) }
        let error = #expect(throws: RenderError.self) {
            try Renderer.render(request(.rmqr) { $0.frame = try LabelFrame(.square) })
        }
        #expect(error?.field == "symbology")
    }

    @Test("a text that is too long for them is refused")
    func length() throws {
        let long = String(repeating: "too long for all of them ", count: 10)
        for symbology in [Symbology.micro, .rmqr] {
            let error = #expect(throws: RenderError.self) { try Renderer.render(request(symbology, long)) }
            #expect(error?.field == "data")
        }
    }

    @Test("colors that no reader tells apart, and no light border, are refused unless they are wanted")
    func unscannable() throws {
        for symbology in [Symbology.micro, .rmqr] {
            let pale = try Style(margin: 4, foreground: .solid(.gray(250)), background: .solid(.white))
            let bare = try Style(margin: 0)
            for (style, words) in [(pale, "contrast"), (bare, "border")] {
                var style = style
                style.symbology = symbology
                let refused = try RenderRequest(text: "12345", style: style, format: .png)
                let error = #expect(throws: RenderError.self) { try Renderer.render(refused) }
                #expect(error?.description.contains(words) == true)
                #expect(throws: RenderError.self) { try Renderer.report(on: refused) }
                let wanted = try RenderRequest(text: "12345", style: style, format: .png, allowsUnscannable: true)
                #expect(try !Renderer.render(wanted).bytes.isEmpty)
            }
        }
    }

    @Test("a picture with less than a pixel a module is refused before it is drawn")
    func room() throws {
        var style = Style.standard
        style.symbology = .rmqr
        let request = try RenderRequest(text: "WAYMARK", style: style, format: .png, size: .pixels(20))
        let error = #expect(throws: RenderError.self) { try Renderer.report(on: request) }
        #expect(error?.field == "size")
    }

    @Test("a sheet draws them")
    func sheet() throws {
        var style = Style.standard
        style.symbology = .micro
        let layout = try LabelStock(name: "L7160").layout
        var sheet = try PrintSheet([PrintSheet.Code(text: "12345", style: style, caption: nil)], on: layout)
        var bytes: [UInt8] = []
        while let part = try sheet.next() { bytes += part }
        // 11 modules of the smallest symbol and the margin on both sides.
        #expect(bytes.text.contains("/BBox[0 0 19 19]"))
    }
}
