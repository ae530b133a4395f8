// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender
import Testing

@Suite("A picture that does not scan is refused unless it is asked for all the same")
struct RefusalTests {
    private let pale = Color(red: 250, green: 250, blue: 250)

    @Test("the error says why and what to do", arguments: [ImageFormat.png, .svg])
    func refused(format: ImageFormat) throws {
        let request = try RenderRequest(text: "A", style: Style(foreground: .solid(pale)), format: format)
        let error = #expect(throws: RenderError.self) { try Renderer.render(request) }
        guard case .unscannable(let report, _) = error else {
            Issue.record("\(String(describing: error)) is not unscannable")
            return
        }
        #expect(report.grade == .failed)
        #expect(error?.description.contains("contrast of 1.0 to 1") == true)
        #expect(error?.description.contains("darker color") == true)
    }

    @Test("each reason names the field to change, and says what to do")
    func fields() throws {
        let request = try RenderRequest(text: "A", style: Style(margin: 0, foreground: .solid(pale)))
        let error = #expect(throws: RenderError.self) { try Renderer.render(request) }
        #expect(Set(error?.faults.map(\.field) ?? []) == ["color", "margin"])
        #expect(error?.faults.allSatisfy { $0.description.hasPrefix("The picture would not scan. ") } == true)
    }

    @Test("a logo that hides too much is at fault, not the colors or the pattern")
    func logo() throws {
        var style = try Style(errorCorrection: .low, version: 2)
        let ink = Picture(width: 1, height: 1, pixels: [200, 0, 0, 255])
        style.logo = try Logo(ink, ratio: 0.4)
        let error = #expect(throws: RenderError.self) {
            try Renderer.render(RenderRequest(text: "https://a.example/", style: style))
        }
        #expect(error?.faults.first?.field == "logo")
    }

    @Test("it is made when that is allowed, and the report comes with it")
    func allowed() throws {
        let request = try RenderRequest(
            text: "A", style: Style(foreground: .solid(pale)), allowsUnscannable: true, )
        #expect(try Renderer.render(request).scanReport?.isScannable == false)
    }

    @Test("a border of zero modules is refused")
    func noBorder() throws {
        let request = try RenderRequest(text: "A", style: Style(margin: 0))
        let error = #expect(throws: RenderError.self) { try Renderer.render(request) }
        #expect(error?.description.contains("margin") == true)
    }

    @Test("text formats are no pictures and are never refused", arguments: [ImageFormat.utf8, .matrix])
    func text(format: ImageFormat) throws {
        let style = try Style(margin: 0, foreground: .solid(pale))
        #expect(try Renderer.render(RenderRequest(text: "A", style: style, format: format)).scanReport == nil)
    }
}
