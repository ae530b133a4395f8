// SPDX-License-Identifier: Apache-2.0

/// The areas of a frame and its label.
struct FrameShape {
    private let plan: FramePlan

    init(_ plan: FramePlan) { self.plan = plan }

    /// The frame.
    func layers() -> [Layer] {
        let color = plan.frame.color
        return outline.isEmpty ? [] : [.path(PathLayer(path: outline, paint: .solid(color)))]
    }

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
