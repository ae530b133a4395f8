// SPDX-License-Identifier: Apache-2.0

import CHarfBuzz

/// Collects the loops of a glyph while HarfBuzz draws it.
struct GlyphPen {
    /// The loops so far.
    private(set) var loops: [OutlineLoop] = []

    /// The calls that HarfBuzz makes, with a pen as their data; it turns quadratic curves into cubic ones itself.
    nonisolated(unsafe) static let functions: OpaquePointer? = {
        let functions = unsafe hb_draw_funcs_create()
        unsafe hb_draw_funcs_set_move_to_func(
            functions,
            { _, pen, _, x, y, _ in
                unsafe GlyphPen.draw(pen) { $0.append(OutlineLoop(start: Point(Double(x), Double(y)))) }
            }, nil, nil,
        )
        unsafe hb_draw_funcs_set_line_to_func(
            functions,
            { _, pen, _, x, y, _ in
                unsafe GlyphPen.step(pen, .line(Point(Double(x), Double(y))))
            }, nil, nil,
        )
        unsafe hb_draw_funcs_set_cubic_to_func(
            functions,
            { _, pen, _, x1, y1, x2, y2, x, y, _ in
                let controls = (Point(Double(x1), Double(y1)), Point(Double(x2), Double(y2)))
                unsafe GlyphPen.step(pen, .curve(controls.0, controls.1, Point(Double(x), Double(y))))
            }, nil, nil,
        )
        unsafe hb_draw_funcs_make_immutable(functions)
        return unsafe functions
    }()

    private static func step(_ pen: UnsafeMutableRawPointer?, _ step: OutlineLoop.Step) {
        unsafe draw(pen) { loops in
            guard !loops.isEmpty else { return }
            loops[loops.count - 1].steps.append(step)
        }
    }

    private static func draw(_ pen: UnsafeMutableRawPointer?, _ change: (inout [OutlineLoop]) -> Void) {
        guard let pen = unsafe pen?.assumingMemoryBound(to: GlyphPen.self) else { return }
        unsafe change(&pen.pointee.loops)
    }
}
