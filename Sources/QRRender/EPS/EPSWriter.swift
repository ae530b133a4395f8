// SPDX-License-Identifier: Apache-2.0

/// Writes a scene as Encapsulated PostScript (Level 3), for printers and programs that take nothing else.
///
/// PostScript has no transparency: what shines through is mixed with the background, or white paper where there is none.
/// The file draws and does nothing else; it opens no files and leaves the state of the interpreter as it was.
package enum EPSWriter {
    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - size: The size of the picture; see ``ImageSize/points(modules:)`` for what pixels mean.
    ///   - ink: The inks.
    /// - Returns: The bytes of the file, all ASCII.
    /// - Throws: ``RenderError/outOfMemory``.
    package static func write(_ scene: Scene, size: ImageSize, ink: PrintInk = .rgb) throws(RenderError) -> [UInt8] {
        let points = size.points(modules: scene.side)
        let scale = points / Double(scene.side)
        var text = PageText()
        for line in comments(scene, points: points, ink: ink) + prologue { text.append(line) }
        text.append("q")
        text.append(matrix: [scale, 0, 0, -scale, 0, points])
        var drawing = EPSDrawing(text, ink: ink, scene: scene)
        for layer in scene.layers { try drawing.draw(layer) }
        text = drawing.text
        text.append("Q")
        text.append("end")
        text.append("%%EOF")
        return text.bytes
    }

    private static func comments(_ scene: Scene, points: Double, ink: PrintInk) -> [String] {
        let exact = PageText.text(points)
        let whole = Int(points.rounded(.up))
        var lines = [
            "%!PS-Adobe-3.0 EPSF-3.0", "%%BoundingBox: 0 0 \(whole) \(whole)",
            "%%HiResBoundingBox: 0 0 \(exact) \(exact)", "%%Title: \(PostScriptText.string(scene.title))",
            "%%Creator: (Waymark)", "%%LanguageLevel: 3",
        ]
        if case .spot(let spot) = ink {
            let name = PostScriptText.string(spot.name)
            lines.append("%%DocumentCustomColors: \(name)")
            lines.append("%%CMYKCustomColor: \(PageText.text(spot.process)) \(name)")
        }
        return lines + ["%%EndComments"]
    }

    /// The operators of PDF in PostScript, in a dictionary of their own.
    private static let prologue = [
        "%%BeginProlog", "24 dict begin", "/bd{bind def}bind def",
        "/m{moveto}bd/l{lineto}bd/c{curveto}bd/h{closepath}bd",
        "/f{fill}bd/q{gsave}bd/Q{grestore}bd/cm{6 array astore concat}bd", "/rg{setrgbcolor}bd/k{setcmykcolor}bd",
        "/sh{<</PatternType 2/Shading 5 -1 roll>>matrix makepattern setpattern}bd", "%%EndProlog",
    ]
}
