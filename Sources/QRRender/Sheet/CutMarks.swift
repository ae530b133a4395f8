// SPDX-License-Identifier: Apache-2.0

/// Short lines in the margins of a sheet that show where a cutter cuts, clear of the labels.
enum CutMarks {
    /// The longest mark in points.
    private static let length = 14.0
    /// The points between a mark and the labels, so that a cut a little off leaves no trace of it.
    private static let distance = 3.0

    /// Appends the marks of a page.
    ///
    /// - Parameters:
    ///   - layout: Where the labels lie.
    ///   - content: The operators of the page.
    static func append(_ layout: SheetLayout, to content: inout PageText) {
        let (first, last) = (layout.label(0), layout.label(layout.labels - 1))
        let width = SheetLayout.points(layout.paper.width)
        let height = SheetLayout.points(layout.paper.height)
        content.append("q")
        // A quarter of a point, in black ink alone.
        content.append("0.25 w 0 G")
        for column in 0..<layout.columns {
            let label = layout.label(column)
            for x in [label.x, label.x + label.width] {
                line((x, height), (x, max(first.y + first.height + distance, height - length)), to: &content)
                line((x, 0), (x, min(last.y - distance, length)), to: &content)
            }
        }
        for row in 0..<layout.rows {
            let label = layout.label(row * layout.columns)
            for y in [label.y, label.y + label.height] {
                line((0, y), (min(first.x - distance, length), y), to: &content)
                line((width, y), (max(last.x + last.width + distance, width - length), y), to: &content)
            }
        }
        content.append("Q")
    }

    private static func line(
        _ from: (x: Double, y: Double),
        _ to: (x: Double, y: Double),
        to content: inout PageText,
    ) {
        content.append([from.x, from.y], "m")
        content.append([to.x, to.y], "l")
        content.append("S")
    }
}
