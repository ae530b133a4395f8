// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender
import Testing

@Suite("Renderer and requests")
struct RendererTests {
    @Test("a picture says what symbol it shows")
    func facts() throws {
        let style = try Style(errorCorrection: .high, version: 9, mask: 5)
        let image = try Renderer.render(RenderRequest(text: sampleURL, style: style))
        #expect((image.version, image.errorCorrection, image.mask) == (9, .high, 5))
        #expect(image.format == .png)
    }

    @Test("the same request gives the same bytes", arguments: ImageFormat.allCases)
    func deterministic(format: ImageFormat) throws {
        let request = try RenderRequest(text: sampleURL, format: format)
        #expect(try Renderer.render(request) == Renderer.render(request))
    }

    @Test("text that cannot be encoded as asked is an error about the data")
    func content() throws {
        let request = try RenderRequest(text: sampleURL, style: Style(version: 1))
        let error = #expect(throws: RenderError.self) { try Renderer.render(request) }
        #expect(error?.field == "data")
        guard case .content(.tooLong) = error else {
            Issue.record("\(String(describing: error)) is not tooLong")
            return
        }
    }

    @Test("a PNG with fewer pixels than modules is refused, an SVG is not")
    func tooSmall() throws {
        let size = try ImageSize.pixels(36)
        let png = try RenderRequest(text: sampleURL, size: size)
        #expect(throws: RenderError.sizeTooSmall(pixels: 36, least: 37)) { try Renderer.render(png) }
        #expect(throws: Never.self) { try Renderer.render(RenderRequest(text: sampleURL, format: .svg, size: size)) }
    }

    @Test("texts that are too long are refused with their limit")
    func longTexts() {
        let limit = RenderRequest.titleLimit
        #expect(throws: RenderError.textTooLong(field: .title, bytes: limit + 1, limit: limit)) {
            try RenderRequest(text: "", title: String(repeating: "a", count: limit + 1))
        }
        #expect(throws: Never.self) { try RenderRequest(text: "", title: String(repeating: "a", count: limit)) }
        #expect(throws: RenderError.self) {
            try RenderRequest(text: "", description: String(repeating: "ä", count: 2_001))
        }
    }

    @Test("the sample URL as a PNG of 888 pixels with a resolution takes 760 bytes at most, 700 on request")
    func smallPNG() throws {
        let style = try Style(errorCorrection: .medium)
        var request = try RenderRequest(text: sampleURL, style: style, size: .pixels(888, dpi: 300))
        #expect(try Renderer.render(request).bytes.count <= 760)
        request.effort = .smallest
        #expect(try Renderer.render(request).bytes.count <= 700)
    }

    @Test("effort makes another file of a PNG, and no difference to other formats", arguments: ImageFormat.allCases)
    func effort(format: ImageFormat) throws {
        let plain = try RenderRequest(text: sampleURL, format: format)
        var small = plain
        small.effort = .smallest
        #expect((plain.canonical == small.canonical) == (format != .png))
    }

    @Test("formats are found by name and know their media type and file extension")
    func formats() {
        #expect(ImageFormat(name: "SVG") == .svg)
        #expect(ImageFormat(name: "gif") == nil)
        #expect(ImageFormat.allCases.map(\.fileExtension) == ["png", "svg", "webp", "jpg", "pdf", "eps", "txt", "txt"])
        #expect(ImageFormat.png.mediaType == "image/png")
        #expect(ImageFormat.svg.mediaType == "image/svg+xml")
        #expect(ImageFormat(name: "JPEG") == .jpg)
        #expect(ImageFormat.jpg.mediaType == "image/jpeg")
        #expect(ImageFormat.webp.mediaType == "image/webp")
        #expect(ImageFormat.utf8.mediaType == "text/plain; charset=utf-8")
    }

    @Test("requests that differ only in what the format does not show are one", arguments: ImageFormat.allCases)
    func canonical(format: ImageFormat) throws {
        let plain = try RenderRequest(text: sampleURL, format: format, size: .inches(3, dpi: 300))
        let titled = try RenderRequest(text: sampleURL, format: format, size: .inches(3, dpi: 300), title: "Shop")
        #expect((plain.canonical == titled.canonical) == ![.svg, .pdf, .eps].contains(format))
        let other = try RenderRequest(text: sampleURL, format: format, size: .inches(3, dpi: 200))
        #expect((plain.canonical == other.canonical) == ![.png, .webp, .jpg].contains(format))
        let pixels = try RenderRequest(text: sampleURL, format: format, size: .pixels(900, dpi: 300))
        #expect((plain.canonical == pixels.canonical) == ![.svg, .pdf, .eps].contains(format))
        let blue = Color(red: 0, green: 0, blue: 99)
        let colored = try RenderRequest(text: sampleURL, style: Style(foreground: .solid(blue)), format: format)
        let black = try RenderRequest(text: sampleURL, format: format)
        #expect((colored.canonical == black.canonical) == (format == .utf8 || format == .matrix))
        let bare = try RenderRequest(text: sampleURL, style: Style(margin: 0), format: format)
        #expect((bare.canonical == black.canonical) == (format == .matrix))
    }

    @Test("a request and its canonical form have the same bytes", arguments: ImageFormat.allCases)
    func canonicalBytes(format: ImageFormat) throws {
        let dim = try Style(
            margin: 2,
            foreground: .solid(Color(red: 240, green: 240, blue: 0)),
            background: .solid(Color(red: 9, green: 9, blue: 9)),
            errorCorrection: .quartile,
            mask: 1,
        )
        for style in [dim, .standard] {
            for size in [
                ImageSize.automatic, try .inches(2.5, dpi: 150), try .pixels(333, dpi: 96), try .pixels(100),
            ] {
                let request = try RenderRequest(
                    text: sampleURL, style: style, format: format, size: size, title: "Shop", description: "Opens it",
                )
                #expect(try Renderer.render(request) == Renderer.render(request.canonical))
            }
        }
    }
}
