// SPDX-License-Identifier: Apache-2.0

/// One line of text as outlines, in ems: the baseline is y = 0, y goes down, the pen starts at x = 0.
struct LabelLine {
    /// The outlines, clockwise, with holes counterclockwise.
    let path: Path
    /// The rectangle around the outlines; without any extent when nothing shows.
    let ink: Rect
    /// The height of capitals.
    let capHeight: Double

    /// Sets a line.
    ///
    /// - Parameter text: The text.
    /// - Throws: ``StyleError`` for `frameLabel` that names the first character no font has.
    init(_ text: String) throws(StyleError) {
        let fonts = LabelFonts.all
        var scalars: [UInt32] = []
        var faces: [LabelFontFace] = []
        for character in text {
            guard let face = fonts.first(where: { $0.has(character) }) else {
                throw Self.missing(character)
            }
            for scalar in character.unicodeScalars {
                scalars.append(scalar.value)
                faces.append(face)
            }
        }
        var loops: [OutlineLoop] = []
        var x = 0.0
        for run in LabelRun.runs(of: scalars, faces: faces) {
            let em = run.face.unitsPerEm
            let (glyphs, advance) = run.face.shape(run, of: scalars)
            for glyph in glyphs { loops += Self.loops(of: glyph, from: run.face, x: x) }
            x += advance / em
        }
        path = LoopUnion.path(of: loops)
        ink = Self.bounds(of: loops)
        capHeight = faces.first?.capHeight ?? LabelFontFace.embedded.capHeight
    }

    /// What the line takes up, with capitals counted whether it has any or not, so that words of small letters are set
    /// no larger than others.
    var extent: Rect {
        let top = min(ink.y, -capHeight)
        return Rect(x: ink.x, y: top, width: ink.width, height: max(0, ink.y + ink.height) - top)
    }

    /// The loops of a glyph, turned so that the outer ones run clockwise: TrueType has them so, PostScript fonts do not.
    private static func loops(
        of glyph: LabelFontFace.PlacedGlyph,
        from face: LabelFontFace,
        x: Double,
    ) -> [OutlineLoop] {
        let loops = face.outline(of: glyph.glyph).map { loop in
            loop.mapped { Point(x + ($0.x + glyph.x) / face.unitsPerEm, -($0.y + glyph.y) / face.unitsPerEm) }
        }
        let isClockwise = loops.reduce(0) { $0 + $1.doubleArea } >= 0
        return isClockwise ? loops : loops.map(\.reversed)
    }

    private static func bounds(of loops: [OutlineLoop]) -> Rect {
        let points = loops.flatMap { $0.flattened(pieces: 8) }
        guard let first = points.first else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        var (low, high) = (first, first)
        for point in points {
            low = Point(min(low.x, point.x), min(low.y, point.y))
            high = Point(max(high.x, point.x), max(high.y, point.y))
        }
        return Rect(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
    }

    private static func missing(_ character: Character) -> StyleError {
        let codes = character.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return StyleError(
            field: .frameLabel,
            value: "\(character) (\(codes.joined(separator: " ")))",
            allowed:
                "characters of the label fonts: Latin, Greek, Cyrillic, Arabic, Armenian, Georgian, common symbols, "
                + "and those of fonts that the operator adds",
        )
    }
}
