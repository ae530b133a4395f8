// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

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
        let references: [String]
        let identifiers: [String]
        let links: [String]
    }

    /// How far a rasterised document is from the PNG.
    struct Comparison: Decodable {
        let difference: Int
        let mean: Double
    }

    @Test("a document has two paths, a title, a role, and the size in modules and pixels")
    func structure() async throws {
        let found = try await look(at: RenderRequest(text: sampleURL, format: .svg, description: "Leads to the shop"))
        #expect(found.names == ["svg", "title", "desc", "path", "path"])
        #expect(
            found.root == [
                "viewBox": "0 0 37 37", "width": "481", "height": "481", "role": "img",
            ]
        )
        #expect(found.title == "QR code")
        #expect(found.description == "Leads to the shop")
        #expect(found.paths[0] == ["fill": "#fff", "d": "M0 0h37v37H0z"])
        #expect(found.paths[1]["fill"] == nil)
        #expect(found.paths[1]["d"]?.hasPrefix("M4 4h7v7h-7z") == true)
    }

    @Test("a transparent background is not drawn, and opacity is written where it is not 1")
    func colors() async throws {
        let glass = Color(red: 0x12, green: 0, blue: 0xFF, alpha: 128)
        let style = try Style(foreground: .solid(glass), background: .transparent)
        let found = try await look(at: RenderRequest(text: sampleURL, style: style, format: .svg))
        #expect(found.paths.count == 1)
        #expect(found.paths[0]["fill"] == "#1200ff")
        #expect(found.paths[0]["fill-opacity"] == ".502")
    }

    @Test("sizes in inches stay inches, whatever the resolution, and pixels may be fewer than modules")
    func sizes() async throws {
        for (size, length) in [
            (try ImageSize.inches(3, dpi: 72), "3in"), (try .inches(2.5), "2.5in"), (try .pixels(20, dpi: 300), "20"),
        ] {
            let found = try await look(at: RenderRequest(text: sampleURL, format: .svg, size: size))
            #expect(found.root["width"] == length)
            #expect(found.root["height"] == length)
        }
    }

    @Test("drawn by another program it is the PNG, pixel for pixel")
    func raster() async throws {
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
        let comparisons: [Comparison] = try await Oracle.ask(files: files, jobs)
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
    func hostile(text: String) async throws {
        let found = try await look(at: RenderRequest(text: "hi", format: .svg, title: text, description: text))
        #expect(found.names == ["svg", "title", "desc", "path", "path"])
        #expect(found.attributes == ["d", "fill", "height", "role", "viewBox", "width"])
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
    func emptyTexts() async throws {
        let found = try await look(at: RenderRequest(text: "hi", format: .svg, title: "", description: ""))
        #expect(found.title == "QR code")
        #expect(found.description == nil)
    }

    @Test("the outlines of the sample URL take less than 1,900 bytes")
    func small() throws {
        let bytes = try Renderer.render(RenderRequest(text: sampleURL, format: .svg)).bytes
        #expect(bytes.count < 1_900)
    }

    @Test("gradients, shapes and pictures look as in the PNG")
    func styled() async throws {
        let pictures = try StyledPicture.all()
        var files: [String: [UInt8]] = [:]
        for (index, picture) in pictures.enumerated() {
            let size = try ImageSize.pixels(370)
            let layout = try PixelLayout(modules: picture.scene.side, size: size)
            files["\(index).svg"] = try SVGWriter.write(picture.scene, size: size)
            files["\(index).png"] = try PNGWriter.write(picture.scene, layout: layout, dpi: nil)
        }
        let jobs = pictures.indices.map { Oracle.Job(kind: "compare", path: "\($0).png", svg: "\($0).svg") }
        let comparisons: [Comparison] = try await Oracle.ask(files: files, jobs)
        for (picture, comparison) in zip(pictures, comparisons) {
            #expect(comparison.mean < 1, "\(picture)")
            #expect(comparison.difference < 40, "\(picture)")
        }
    }

    @Test("styled documents have no elements, attributes or links that could do anything but draw")
    func harmless() async throws {
        let pictures = try StyledPicture.all()
        let hostile = "\" onload=\"x()\"><script href='javascript:1'>"
        for picture in pictures {
            let scene = picture.scene
            let titled = Scene(
                side: scene.side, symbol: scene.symbol, symbolX: 4, symbolY: 4, layers: scene.layers, title: hostile,
                description: hostile,
            )
            let found = try await look(at: SVGWriter.write(titled, size: .automatic))
            let elements = [
                "svg", "title", "desc", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "path", "image",
            ]
            #expect(found.names.allSatisfy(elements.contains), "\(found.names)")
            #expect(found.attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "style" && $0 != "href" })
            #expect(found.links.allSatisfy { ["data:image/png;base64,", "data:image/jpeg;base64"].contains($0) })
            #expect(found.references == found.identifiers)
            #expect(found.title == hostile)
        }
    }

    @Test("a photograph is embedded as a JPEG, a drawing and what is translucent as a PNG")
    func embedded() async throws {
        var generator = SplitMix(seed: 3)
        func picture(_ alpha: UInt8, _ color: () -> UInt8) -> Picture {
            let pixels = (0..<90 * 70).flatMap { _ in [color(), color(), color(), alpha] }
            return Picture(width: 90, height: 70, pixels: pixels)
        }
        func noise() -> UInt8 { .random(in: 0...255, using: &generator) }
        func flat() -> UInt8 { .random(in: 0...4, using: &generator) * 60 }
        let cases = [
            (picture(255, noise), "data:image/jpeg;base64"), (picture(254, noise), "data:image/png;base64,"),
            (picture(255, flat), "data:image/png;base64,"),
        ]
        for (picture, link) in cases {
            let layer = PictureLayer(picture: picture, frame: Rect(x: 0, y: 0, width: 9, height: 7), clip: nil)
            let scene = Scene(side: 9, layers: [.picture(layer)])
            #expect(try await look(at: SVGWriter.write(scene, size: .automatic)).links == [link])
        }
    }

    @Test("equal gradients have one name in every document, others another")
    func identifiers() async throws {
        let pictures = try StyledPicture.all().filter { $0.name.hasPrefix("gradient") }
        var names: [[String]] = []
        for picture in pictures {
            names.append(try await look(at: SVGWriter.write(picture.scene, size: .automatic)).identifiers)
        }
        #expect(names[0].count == 1)
        #expect(names[0] == names[1])
        let stops = [Gradient.Stop(offset: 0, color: .black), Gradient.Stop(offset: 1, color: .white)]
        let other = try StyledPicture.discs("other", .radial(center: Point(18, 18), radius: 9, stops: stops))
        #expect(try await look(at: SVGWriter.write(other.scene, size: .automatic)).identifiers != names[0])
    }

    @Test("paths have no needless characters and come back to where they began")
    func compact() {
        var path = Path()
        path.move(to: Point(0.5, 1))
        path.line(to: Point(2.5, 1))
        path.line(to: Point(2.5, 1.25))
        path.line(to: Point(0.25, 2))
        path.line(to: Point(0.5, 1))
        path.close()
        path.append(.disc(x: 1, y: 1, radius: 0.5))
        let text = String(decoding: CurvePathData(path).text, as: UTF8.self)
        #expect(text.hasPrefix("M.5 1h2v.25l-2.25.75zm"))
        #expect(text.hasSuffix("z"))
        #expect(!text.contains(" -") && !text.contains("0."))
    }

    private func look(at bytes: [UInt8]) async throws -> Findings {
        let answers: [Findings] = try await Oracle.ask(
            files: ["a.svg": bytes], [Oracle.Job(kind: "svg", path: "a.svg")], )
        return try #require(answers.first)
    }

    private func look(at request: RenderRequest) async throws -> Findings {
        let bytes = try Renderer.render(request).bytes
        let answers: [Findings] = try await Oracle.ask(
            files: ["code.svg": bytes],
            [Oracle.Job(kind: "svg", path: "code.svg")],
        )
        return try #require(answers.first)
    }
}
