// SPDX-License-Identifier: Apache-2.0

/// A line under a code: as large as wanted where there is room, smaller where there is not, and cut with an ellipsis
/// where it would not be read any more.
struct SheetCaption {
    /// The em in points that captions have where there is room.
    static let em = 8.0
    /// The least em in points that is still read with ease.
    static let leastEm = 5.0

    /// The outlines in points around the middle of the line: x = 0 is the middle, the baseline is y = 0, y goes up.
    let path: Path

    /// Sets a caption.
    ///
    /// - Parameters:
    ///   - text: One line.
    ///   - width: The points there are for it.
    ///   - em: The em in points where there is room.
    /// - Throws: ``RenderError/style(_:)`` with the first character that no font has.
    init(_ text: String, width: Double, em: Double) throws(RenderError) {
        let least = min(em, Self.leastEm)
        var line: LabelLine
        do {
            line = try LabelLine(text)
            var kept = text.count
            while line.ink.width * least > width, kept > 0 {
                // The share that fits is a good guess; letters differ, so it may take a few.
                kept = min(kept - 1, Int(Double(kept) * width / (line.ink.width * least)) + 1)
                let cut = text.prefix(kept)
                line = try LabelLine(String(cut.last == " " ? cut.dropLast() : cut) + "…")
            }
        } catch {
            throw .style(error)
        }
        let scale = min(em, line.ink.width > 0 ? width / line.ink.width : em)
        let middle = line.ink.center.x
        path = line.path.mapped { Point(($0.x - middle) * scale, -$0.y * scale) }
    }
}
