// SPDX-License-Identifier: Apache-2.0

import QRRender
import Testing

@Suite("A picture that does not scan is refused unless it is asked for all the same")
struct RefusalTests {
    private let pale = Color(red: 250, green: 250, blue: 250)

    @Test("the error says why and what to do", arguments: [ImageFormat.png, .svg])
    func refused(format: ImageFormat) throws {
        let request = try RenderRequest(text: "A", style: Style(foreground: .solid(pale)), format: format)
        let error = #expect(throws: RenderError.self) { try Renderer.render(request) }
        guard case .unscannable(let report) = error else {
            Issue.record("\(String(describing: error)) is not unscannable")
            return
        }
        #expect(report.grade == .failed)
        #expect(error?.description.contains("contrast of 1.0 to 1") == true)
        #expect(error?.description.contains("darker color") == true)
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
