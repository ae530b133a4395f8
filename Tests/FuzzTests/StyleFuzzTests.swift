// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import QRRender
import Styling
import Testing

@testable import HTTPAPI

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Fuzz: styles, requests for pictures, and plans")
struct StyleFuzzTests {
    @Test("styling fields are refused in words, or draw")
    func styles() throws {
        let seeds = try Corpus.files(in: "FuzzTests/Corpus/styles")
        try Fuzzer(name: "style", seeds: seeds, inputs: 1_000, longest: 2_048).run { input in
            guard let members = (try? JSONParser.parse(input, depth: 32))?.members else { return false }
            var draft = StyleDraft()
            let faults = draft.read(members, at: "/style")
            #expect(faults.allSatisfy { $0.pointer.hasPrefix("/style") && !$0.detail.isEmpty })
            guard faults.isEmpty else { return false }
            // Small, so that most of the time goes into what is read.
            draft.override(pixels: 120, dpi: nil)
            let request = try? StyledText("HELLO", draft).request(as: .svg, pictures: [:])
            guard let request, let image = try? Renderer.render(request) else { return false }
            #expect(SVGDocument(image.bytes).isPlain)
            return true
        }
    }

    @Test("a GenerateRequest is a request or faults of its fields")
    func generateRequests() throws {
        let seeds = try Corpus.files(in: "FuzzTests/Corpus/styles") + Corpus.files(in: "FuzzTests/Corpus/json")
        try Fuzzer(name: "generate-request", seeds: seeds, inputs: 4_000, longest: 4_096).run { input in
            guard let members = (try? JSONParser.parse(input, depth: 32))?.members else { return false }
            let request = try? GenerateRequest(members, refusing: OwnHosts(publicURLs: []))
            #expect(request.map { $0.warnings.count <= 20 } ?? true)
            return request != nil
        }
    }

    @Test("whatever a label, a title and a description say, an SVG has no script, link or markup of theirs")
    func hostileTexts() throws {
        let seeds = [
            #"</title><script>alert(1)</script>"#, #"" onload="alert(1)"#, "&#60;script&#62;",
            "]]><svg onload=alert(1)>",
            "<a xlink:href='javascript:alert(1)'>", "\u{202E}שלום\u{0}\u{FFFE}",
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        ].map { Array($0.utf8) }
        try Fuzzer(name: "svg-text", seeds: seeds, inputs: 400, longest: 200).run { input in
            let text = String(decoding: input, as: UTF8.self)
            var style = Style.standard
            style.frame = try? LabelFrame(.rounded, label: String(text.unicodeScalars.prefix(40)))
            let request = try? RenderRequest(text: "HI", style: style, format: .svg, title: text, description: text)
            guard let request, let image = try? Renderer.render(request) else { return false }
            #expect(SVGDocument(image.bytes).isPlain)
            return true
        }
    }

    @Test("a file of plans is a catalog or an error in words")
    func plans() throws {
        let seeds = try Corpus.files(in: "FuzzTests/Corpus/plans")
        try Fuzzer(name: "plans", seeds: seeds, inputs: 4_000, longest: 4_096).run { input in
            do throws(PlanCatalog.Malformed) {
                _ = try PlanCatalog(json: Data(input))
                return true
            } catch {
                #expect(!error.description.isEmpty)
                return false
            }
        }
    }
}

/// An SVG as an XML parser sees it.
private final class SVGDocument: NSObject, XMLParserDelegate {
    /// Whether it is well formed and has nothing but shapes, paints, texts and pictures in it.
    private(set) var isPlain = true
    private static let elements: Set<String> = [
        "svg", "title", "desc", "defs", "path", "image", "linearGradient", "radialGradient", "stop", "clipPath",
    ]
    private static let attributes: Set<String> = [
        "xmlns", "xmlns:xlink", "viewBox", "width", "height", "role", "d", "fill", "fill-opacity", "id",
        "gradientUnits", "x1", "y1", "x2", "y2", "cx", "cy", "r", "offset", "stop-color", "stop-opacity", "x", "y",
        "preserveAspectRatio", "clip-path", "xlink:href",
    ]

    init(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        if !parser.parse() { isPlain = false }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String],
    ) {
        let link = attributes["xlink:href"] ?? "data:image/"
        if !Self.elements.contains(name) || !Self.attributes.isSuperset(of: attributes.keys)
            || !link.hasPrefix("data:image/")
        {
            isPlain = false
        }
    }
}
