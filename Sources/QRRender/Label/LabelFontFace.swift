// SPDX-License-Identifier: Apache-2.0

import CHarfBuzz
import LabelFont

/// A font that labels are set in: what characters it has, and how a run of text becomes outlines.
///
/// Nothing changes after it is made, so that any number of threads may use it at once.
@safe final class LabelFontFace: Sendable {
    /// A glyph and where it goes, in units of the font.
    struct PlacedGlyph {
        let glyph: UInt32
        let x: Double
        let y: Double
    }

    /// The font that is part of the program, DejaVu Sans Bold.
    static let embedded = unsafe LabelFontFace(
        UnsafeRawBufferPointer(start: labelFontBytes(), count: Int(labelFontLength()))
    )

    /// The units that make one em.
    let unitsPerEm: Double
    /// The height of a capital without round parts, in ems.
    let capHeight: Double
    private nonisolated(unsafe) let font: OpaquePointer?

    /// Reads a TrueType or OpenType font, the first one of a collection; whatever is no font has no characters.
    init(_ bytes: UnsafeRawBufferPointer) {
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let blob = unsafe hb_blob_create(start, UInt32(clamping: bytes.count), HB_MEMORY_MODE_DUPLICATE, nil, nil)
        let face = unsafe hb_face_create(blob, 0)
        unsafe font = unsafe hb_font_create(face)
        unitsPerEm = unsafe Double(max(1, hb_face_get_upem(face)))
        unsafe hb_font_make_immutable(font)
        unsafe hb_face_destroy(face)
        unsafe hb_blob_destroy(blob)
        var extents = hb_glyph_extents_t()
        var glyph: UInt32 = 0
        let isThere = unsafe hb_font_get_nominal_glyph(font, 0x48, &glyph) != 0
        let isDrawn = unsafe hb_font_get_glyph_extents(font, glyph, &extents) != 0
        // Seven tenths of an em is what most fonts without Latin letters are drawn to go with.
        capHeight = isThere && isDrawn ? Double(extents.y_bearing) / unitsPerEm : 0.7
    }

    deinit { unsafe hb_font_destroy(font) }

    /// Whether the file was a font: one that has glyphs.
    var isUsable: Bool { unsafe hb_face_get_glyph_count(hb_font_get_face(font)) > 0 }

    /// Whether the font has every scalar of a character that shows.
    func has(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            var glyph: UInt32 = 0
            let isFound = unsafe hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0
            return isFound || scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Turns a part of a line into glyphs: ligatures, joined letters, kerning, marks on their letters.
    ///
    /// - Parameters:
    ///   - run: The part, all of one direction and one script.
    ///   - line: The scalars of the whole line, because letters join across the ends of a part.
    /// - Returns: The glyphs from left to right, and how far the part reaches to the right, in units of the font.
    func shape(_ run: LabelRun, of line: [UInt32]) -> (glyphs: [PlacedGlyph], advance: Double) {
        let buffer = unsafe hb_buffer_create()
        defer { unsafe hb_buffer_destroy(buffer) }
        unsafe line.withUnsafeBufferPointer { scalars in
            unsafe hb_buffer_add_utf32(
                buffer, scalars.baseAddress, Int32(scalars.count), UInt32(run.range.lowerBound),
                Int32(run.range.count),
            )
        }
        unsafe hb_buffer_set_script(buffer, run.script)
        unsafe hb_buffer_set_direction(buffer, run.isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
        // Labels have no language; without one HarfBuzz would ask the locale of the machine.
        unsafe hb_buffer_set_language(buffer, hb_language_from_string("und", -1))
        unsafe hb_shape(font, buffer, nil, 0)
        var count: UInt32 = 0
        let infos = unsafe hb_buffer_get_glyph_infos(buffer, &count)
        let positions = unsafe hb_buffer_get_glyph_positions(buffer, &count)
        var glyphs: [PlacedGlyph] = []
        var (penX, penY) = (0.0, 0.0)
        guard let infos = unsafe infos, let positions = unsafe positions else { return ([], 0) }
        for index in 0..<Int(count) {
            let position = unsafe positions[index]
            glyphs.append(
                PlacedGlyph(
                    glyph: unsafe infos[index].codepoint,
                    x: penX + Double(position.x_offset),
                    y: penY + Double(position.y_offset),
                )
            )
            penX += Double(position.x_advance)
            penY += Double(position.y_advance)
        }
        return (glyphs, penX)
    }

    /// The loops of a glyph, in units of the font with y going up, in the direction the font has them.
    func outline(of glyph: UInt32) -> [OutlineLoop] {
        var pen = GlyphPen()
        unsafe withUnsafeMutablePointer(to: &pen) { pen in
            unsafe waymark_hb_draw_glyph(font, glyph, GlyphPen.functions, pen)
        }
        return pen.loops
    }
}
