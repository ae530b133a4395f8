// SPDX-License-Identifier: Apache-2.0

/// The areas of a frame and its label.
struct FrameShape {
    private let plan: FramePlan
    /// The color of letters that stand on the frame's own color.
    private let background: Color

    /// The contrast ratio that large text needs (WCAG 2.2, 1.4.3).
    private static let leastContrast = 3.0

    init(_ plan: FramePlan, background: Color) {
        (self.plan, self.background) = (plan, background)
    }

    /// The frame, then its label.
    ///
    /// - Throws: ``RenderError/style(_:)`` when the label has characters that no font has.
    func layers() throws(RenderError) -> [Layer] {
        let color = plan.frame.color
        var layers: [Layer] = outline.isEmpty ? [] : [.path(PathLayer(path: outline, paint: .solid(color)))]
        if let label = plan.frame.label {
            let outline = try LabelOutline.path(label, in: plan.labelBox)
            layers.append(.path(PathLayer(path: outline, paint: .solid(standsOnBar ? letters(on: color) : color))))
        }
        return layers
    }

    /// The background's color where it can be read on the bar, else black or white.
    private func letters(on bar: Color) -> Color {
        func contrast(_ color: Color) -> Double { ScanReport.Contrast(dark: bar, light: color).ratio }
        guard contrast(background) < Self.leastContrast else { return background }
        return contrast(.black) > contrast(.white) ? .black : .white
    }

    private var standsOnBar: Bool { plan.frame.shape == .banner || plan.frame.shape == .bubble }

    private var outline: Path {
        var path = Path()
        switch plan.frame.shape {
        case .square:
            path.appendRect(plan.outer)
            path.appendRect(plan.content, isHole: true)
        case .rounded:
            path.appendRect(plan.outer, radii: [2, 2, 2, 2])
            path.appendRect(plan.content, radii: [1, 1, 1, 1], isHole: true)
        case .banner:
            var whole = plan.outer
            whole.height += Double(plan.labelRows)
            path.appendRect(whole, radii: [2, 2, 2, 2])
            path.appendRect(plan.content, radii: [1, 1, 1, 1], isHole: true)
        case .bubble:
            guard plan.labelRows > 0 else { break }
            let bar = plan.labelBar
            let (middle, bottom) = (bar.center.x, bar.y + bar.height)
            path.appendRect(bar, radii: [2, 2, 2, 2])
            let (half, tip) = (1.5, Double(FramePlan.pointer) - 0.5)
            path.appendPolygon([
                Point(middle - half, bottom), Point(middle + half, bottom), Point(middle, bottom + tip),
            ])
        }
        return path
    }
}
