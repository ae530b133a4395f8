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
}
