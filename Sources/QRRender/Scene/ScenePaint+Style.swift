// SPDX-License-Identifier: Apache-2.0

import Foundation

extension ScenePaint {
    /// A paint laid over a part of a scene.
    ///
    /// A linear gradient runs through the middle from edge to edge of the box, so that its first and last colors lie at
    /// opposite corners when it runs diagonally; a radial one reaches half the longer side.
    ///
    /// - Parameters:
    ///   - paint: The paint of the style.
    ///   - box: The part that it is for.
    package init(_ paint: Paint, in box: Rect) {
        switch paint {
        case .solid(let color): self = .solid(color)
        case .gradient(let gradient):
            switch gradient.kind {
            case .radial:
                self = .radial(center: box.center, radius: max(box.width, box.height) / 2, stops: gradient.stops)
            case .linear:
                // The box's extent along the direction: the projection of its half diagonals, cut at its edges.
                let (dx, dy) = (cos(gradient.rotation), sin(gradient.rotation))
                let reach = min(
                    dx == 0 ? .infinity : box.width / 2 / dx.magnitude,
                    dy == 0 ? .infinity : box.height / 2 / dy.magnitude,
                )
                let center = box.center
                self = .linear(
                    from: Point(center.x - dx * reach, center.y - dy * reach),
                    to: Point(center.x + dx * reach, center.y + dy * reach),
                    stops: gradient.stops,
                )
            }
        }
    }
}
