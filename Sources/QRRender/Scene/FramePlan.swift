// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a frame lie around what it holds, in whole modules.
struct FramePlan {
    /// The frame.
    let frame: LabelFrame
    /// The modules along one side of the picture that frame, label and content fill.
    let side: Int
    /// The column of the content.
    let innerX: Int
    /// The row of the content.
    let innerY: Int
    /// The modules along one side of the content.
    let inner: Int
    /// The rows of the label with its bar; 0 without a label.
    let labelRows: Int

    /// The width of the frame's line in modules.
    private static let line = 1
    /// The rows between the bar of a bubble and its code, which its corner points through.
    static let pointer = 2

    /// Plans a frame around a square of so many modules.
    init(_ frame: LabelFrame, inner: Int) {
        self.frame = frame
        self.inner = inner
        // A sixth of the width is read at the distance at which the code is; even, so that both sides are alike.
        labelRows = frame.label == nil ? 0 : max(6, (inner / 6 + 1) / 2 * 2)
        switch frame.shape {
        case .square, .rounded, .banner:
            side = inner + 2 * Self.line + labelRows
            innerX = Self.line + labelRows / 2
            innerY = Self.line
        case .bubble:
            let above = labelRows == 0 ? 0 : labelRows + Self.pointer
            side = inner + above
            innerX = above / 2
            innerY = above
        }
    }

    /// The content and the line around it.
    var outer: Rect {
        Rect(
            x: Double(innerX - Self.line), y: Double(innerY - Self.line), width: Double(inner + 2 * Self.line),
            height: Double(inner + 2 * Self.line),
        )
    }

    /// The content.
    var content: Rect { Rect(x: Double(innerX), y: Double(innerY), width: Double(inner), height: Double(inner)) }

    /// The bar or line in which the label stands.
    var labelBar: Rect {
        let rows = Double(labelRows)
        switch frame.shape {
        case .square, .rounded, .banner:
            return Rect(x: outer.x, y: outer.y + outer.height, width: outer.width, height: rows)
        case .bubble: return Rect(x: content.x, y: 0, width: content.width, height: rows)
        }
    }

    /// The place of the label's letters: two thirds of the bar's height.
    var labelBox: Rect {
        let bar = labelBar
        let (dx, dy) = (bar.width * 0.04, bar.height / 6)
        return Rect(x: bar.x + dx, y: bar.y + dy, width: bar.width - 2 * dx, height: bar.height - 2 * dy)
    }
}
