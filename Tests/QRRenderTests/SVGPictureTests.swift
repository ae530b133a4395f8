// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRender
import Testing

@Suite("SVG")
struct SVGPictureTests {
    /// What the oracle finds in a document.
    struct Findings: Decodable {
        let names: [String]
        let attributes: [String]
        let root: [String: String]
        let title: String?
        let description: String?
        let paths: [[String: String]]
    }

    /// How far a rasterised document is from the PNG.
    struct Comparison: Decodable {
        let difference: Int
    }

    @Test("a document has two paths, a title, a role, and the size in modules and pixels")
    func structure() throws {
        let found = try look(at: RenderRequest(text: sampleURL, format: .svg, description: "Leads to the shop"))
        #expect(found.names == ["svg", "title", "desc", "path", "path"])
        #expect(
            found.root == [
                "viewBox": "0 0 37 37", "width": "481", "height": "481", "role": "img", "shape-rendering": "crispEdges",
            ]
        )
        #expect(found.title == "QR code")
        #expect(found.description == "Leads to the shop")
        #expect(found.paths[0] == ["fill": "#fff", "d": "M0 0h37v37H0z"])
        #expect(found.paths[1]["fill"] == "#000")
        #expect(found.paths[1]["d"]?.hasPrefix("M4 4h7v7h-7z") == true)
    }

    @Test("a transparent background is not drawn, and opacity is written where it is not 1")
    func colors() throws {
        let glass = Color(red: 0x12, green: 0, blue: 0xFF, alpha: 128)
        let style = try Style(foreground: .solid(glass), background: .transparent)
        let found = try look(at: RenderRequest(text: sampleURL, style: style, format: .svg))
        #expect(found.paths.count == 1)
        #expect(found.paths[0]["fill"] == "#1200ff")
        #expect(found.paths[0]["fill-opacity"] == ".502")
    }

    @Test("sizes in inches stay inches, whatever the resolution, and pixels may be fewer than modules")
    func sizes() throws {
        for (size, length) in [
            (try ImageSize.inches(3, dpi: 72), "3in"), (try .inches(2.5), "2.5in"), (try .pixels(20, dpi: 300), "20"),
        ] {
            let found = try look(at: RenderRequest(text: sampleURL, format: .svg, size: size))
            #expect(found.root["width"] == length)
            #expect(found.root["height"] == length)
        }
    }

    @Test("drawn by another program it is the PNG, pixel for pixel")
    func raster() throws {
        let glass = Color(red: 200, green: 30, blue: 0, alpha: 100)
        let styles = [
            Style.standard, try Style(margin: 0), try Style(background: .transparent, version: 40),
            try Style(foreground: .solid(glass), background: .solid(Color(red: 250, green: 255, blue: 10))),
            try Style(
                margin: 1, foreground: .solid(glass),
                background: .solid(Color(red: 0, green: 255, blue: 255, alpha: 40)), ),
            try Style(foreground: .white, background: .black, version: 7),
        ]
        var files: [String: [UInt8]] = [:]
        for (index, style) in styles.enumerated() {
            let text = String(repeating: sampleURL, count: style.version == 40 ? 30 : 1)
            let symbol = try QRSymbol(text: text, options: style.encodingOptions)
            for format in [ImageFormat.png, .svg] {
                files["\(index).\(format)"] = try Renderer.render(
                    symbol, style: style, format: format, allowsUnscannable: true,
                ).bytes
            }
        }
        let jobs = styles.indices.map { Oracle.Job(kind: "compare", path: "\($0).png", svg: "\($0).svg") }
        let comparisons: [Comparison] = try Oracle.ask(files: files, jobs)
        for (style, comparison) in zip(styles, comparisons) {
            // Premultiplied arithmetic of eight bits loses up to the inverse of the opacity: 255/40 at the faintest.
            let isOpaque = style.background.color?.alpha == 255 && style.foreground.color?.alpha == 255
            #expect(comparison.difference <= (isOpaque || style.background == .transparent ? 0 : 3))
        }
    }

    @Test(
        "no title or description brings markup, scripts or broken XML into the document",
        arguments: [
            "</title><script>alert(1)</script>", "\"><svg onload=alert(1)>", "]]>&lt;&amp;&#x0;<!--", "<![CDATA[",
            "a & b < c > d \" e ' f", "new\nline\tand tab", "carriage\rreturn", "bell\u{7}\u{0}\u{1B}[0m\u{FFFE}\u{9F}",
            "émoji 🧭 \u{202E}right to left", "<?xml version='1.0'?>", "&xxe;<!DOCTYPE a [<!ENTITY xxe SYSTEM '/'>]>",
        ],
    )
    func hostile(text: String) throws {
        let found = try look(at: RenderRequest(text: "hi", format: .svg, title: text, description: text))
        #expect(found.names == ["svg", "title", "desc", "path", "path"])
        #expect(found.attributes == ["d", "fill", "height", "role", "shape-rendering", "viewBox", "width"])
        let allowed = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    let isControl = scalar.properties.generalCategory == .control
                    return !(isControl && !"\n\t\r".unicodeScalars.contains(scalar)) && scalar != "\u{FFFE}"
                }
            )
        )
        #expect(found.title.map { Array($0.unicodeScalars) } == Array(allowed.unicodeScalars))
        #expect(found.description.map { Array($0.unicodeScalars) } == Array(allowed.unicodeScalars))
    }

    @Test("an empty title is none")
    func emptyTexts() throws {
        let found = try look(at: RenderRequest(text: "hi", format: .svg, title: "", description: ""))
        #expect(found.title == "QR code")
        #expect(found.description == nil)
    }

    @Test("the outlines of the sample URL take less than 1,900 bytes")
    func small() throws {
        let bytes = try Renderer.render(RenderRequest(text: sampleURL, format: .svg)).bytes
        #expect(bytes.count < 1_900)
    }

    private func look(at request: RenderRequest) throws -> Findings {
        let bytes = try Renderer.render(request).bytes
        let answers: [Findings] = try Oracle.ask(
            files: ["code.svg": bytes],
            [Oracle.Job(kind: "svg", path: "code.svg")],
        )
        return try #require(answers.first)
    }
}
