// SPDX-License-Identifier: Apache-2.0

/// Text as outlines, for the label of a frame.
package enum LabelOutline {
    /// Sets one line of text in the middle of a box, as large as fits both ways.
    ///
    /// Letters join and run from right to left where their script asks for it. Small letters are as large as capitals
    /// would let them be, so that all labels of a size look alike.
    ///
    /// - Parameters:
    ///   - text: One line of text.
    ///   - box: Where it goes.
    /// - Returns: Its outlines; empty when nothing shows or the box has no extent.
    /// - Throws: ``RenderError/style(_:)`` for `frameLabel`, which names the first character that no font has.
    package static func path(_ text: String, in box: Rect) throws(RenderError) -> Path {
        let line: LabelLine
        do {
            line = try LabelLine(text)
        } catch {
            throw .style(error)
        }
        let extent = line.extent
        guard extent.width > 0, extent.height > 0, box.width > 0, box.height > 0 else { return Path() }
        let scale = min(box.width / extent.width, box.height / extent.height)
        let (from, to) = (extent.center, box.center)
        return line.path.mapped { Point(to.x + ($0.x - from.x) * scale, to.y + ($0.y - from.y) * scale) }
    }
}
