// SPDX-License-Identifier: Apache-2.0

import QRRender
import Testing

@Suite("Labels")
struct LabelOutlineTests {
    static let box = Rect(x: 3, y: 40, width: 20, height: 4)

    @Test(
        "a line fills its box one way, is in the middle, and nothing is outside",
        arguments: [
            "SCAN ME", "I", "Ünïcödé", "a very long line of sixty characters that needs the whole width", "مرحبا",
        ],
    )
    func fits(text: String) throws {
        let ink = try bounds(LabelOutline.path(text, in: Self.box))
        #expect(ink.x > Self.box.x - 1e-6 && ink.x + ink.width < Self.box.x + Self.box.width + 1e-6)
        #expect(ink.y > Self.box.y - 1e-6 && ink.y + ink.height < Self.box.y + Self.box.height + 1e-6)
        #expect(abs(ink.center.x - Self.box.center.x) < 0.05)
        #expect(max(ink.width / Self.box.width, ink.height / Self.box.height) > 0.95)
    }

    @Test("small letters are as large as beside capitals")
    func smallLetters() throws {
        let small = try bounds(LabelOutline.path("x", in: Self.box))
        let large = try bounds(LabelOutline.path("X", in: Self.box))
        #expect(large.height > 3.9)
        #expect((0.7...0.8).contains(small.height / large.height))
    }

    @Test("curves stay curves, and outer loops run clockwise")
    func curves() throws {
        let path = try LabelOutline.path("O", in: Self.box)
        #expect(path.elements.contains { if case .curve = $0 { true } else { false } })
        let areas = loops(of: path).map(doubleArea)
        #expect(areas.count == 2)
        #expect(areas.contains { $0 > 0 } && areas.contains { $0 < 0 } && areas.reduce(0, +) > 0)
    }

    @Test("Arabic letters join and run from right to left, numbers in them from left to right")
    func arabic() throws {
        let joined = try bounds(LabelOutline.path("ببب", in: Self.box))
        let apart = try bounds(LabelOutline.path("ب\u{200C}ب\u{200C}ب", in: Self.box))
        #expect(joined.width / joined.height < 0.8 * apart.width / apart.height)
        // Alef alone is one stroke, and stands where the line begins, on the right.
        let word = loops(of: try LabelOutline.path("ا ببب", in: Self.box)).map { bounds($0).center.x }
        let alef = loops(of: try LabelOutline.path("ببب ا", in: Self.box)).map { bounds($0).center.x }
        #expect(try #require(word.max()) > Self.box.center.x + 2)
        #expect(try #require(alef.min()) < Self.box.center.x - 2)
    }

    @Test(
        "letters and their cedillas, and letters that join, are one loop without overlap",
        arguments: ["Ç", "ę", "ﺑﺑ", "ببـ"], )
    func overlaps(text: String) throws {
        let found = loops(of: try LabelOutline.path(text, in: Self.box))
        for (index, one) in found.enumerated() {
            for other in found[(index + 1)...] { #expect(!cross(one, other)) }
        }
    }

    @Test("a pile of marks on one letter is set as it is")
    func piles() throws {
        let marks = String(repeating: "\u{0301}\u{0327}", count: 29)
        #expect(try LabelOutline.path("a" + marks, in: Self.box).elements.count > 300)
    }

    @Test("a character that no font has is named")
    func missing() {
        let error = #expect(throws: RenderError.self) { try LabelOutline.path("Scan 漢字", in: Self.box) }
        #expect(error?.field == "frameLabel")
        #expect(error?.description.contains("\"漢 (U+6F22)\"; allowed: characters of the label fonts") == true)
    }

    @Test("invisible characters and emoji selectors need no glyph, and an empty line is an empty path")
    func invisible() throws {
        #expect(try LabelOutline.path("A\u{200D}\u{FE0F}", in: Self.box) == LabelOutline.path("A", in: Self.box))
        #expect(try LabelOutline.path("", in: Self.box).isEmpty)
        #expect(try LabelOutline.path(" ", in: Self.box).isEmpty)
        #expect(try LabelOutline.path("A", in: Rect(x: 0, y: 0, width: 0, height: 1)).isEmpty)
    }

    @Test("files that are no fonts are refused with their name")
    func badFonts() {
        let missing = #expect(throws: LabelFontError.self) { try LabelFonts.add(fontFile: "/nonexistent.ttf") }
        #expect(missing?.description.contains("/nonexistent.ttf") == true)
        let text = #expect(throws: LabelFontError.self) { try LabelFonts.add(fontFile: #filePath) }
        #expect(text?.reason.contains("no TrueType") == true)
    }

    private func loops(of path: Path) -> [[Point]] {
        var loops: [[Point]] = []
        for element in path.elements {
            switch element {
            case .move(let point): loops.append([point])
            case .line(let point): loops[loops.count - 1].append(point)
            case .curve(let first, let second, let end): loops[loops.count - 1] += [first, second, end]
            case .close: break
            }
        }
        return loops
    }

    private func bounds(_ path: Path) -> Rect { bounds(loops(of: path).flatMap { $0 }) }

    private func bounds(_ points: [Point]) -> Rect {
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        return Rect(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }

    private func doubleArea(_ loop: [Point]) -> Double {
        zip(loop, loop.dropFirst() + loop.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    private func cross(_ one: [Point], _ other: [Point]) -> Bool {
        func side(_ a: Point, _ b: Point, _ p: Point) -> Double {
            (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
        }
        let edges = { (loop: [Point]) in zip(loop, loop.dropFirst() + loop.prefix(1)) }
        return edges(one).contains { a, b in
            edges(other).contains { c, d in
                side(a, b, c) * side(a, b, d) < -1e-12 && side(c, d, a) * side(c, d, b) < -1e-12
            }
        }
    }
}
