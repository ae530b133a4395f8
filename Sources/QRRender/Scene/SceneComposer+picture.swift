// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// A picture behind the modules, faded as far as readers need it.
extension SceneComposer {
    /// The share of its side that a light module keeps clear in its middle.
    private static let lightDisc = 0.62

    func pictureLayers(_ picture: Picture) -> [Layer] {
        let placement = PicturePlacement(picture, filling: plan.ground, symbolBox: symbolBox)
        var ground = Path()
        if style.silhouette == .circle {
            ground.appendDisc(plan.ground.center, radius: plan.ground.width / 2)
        } else {
            ground.appendRect(plan.ground)
        }
        let light = backdrop
        let faded = PictureVeil(over: picture, light: light, dark: lightestInk).fade(picture)
        return [
            .picture(PictureLayer(picture: faded, frame: placement.frame, clip: ground)),
            .path(PathLayer(path: lightModules, paint: .solid(light))),
        ]
    }

    /// The lightest color that dark modules have.
    private var lightestInk: Color {
        let colors =
            switch style.foreground {
            case .solid(let color): [color]
            case .gradient(let gradient): gradient.stops.map(\.color)
            }
        return colors.map { $0.over(backdrop) }.max { $0.decoderLuma < $1.decoderLuma } ?? .black
    }

    /// The middles of the light modules, and whole squares under the eyes and their separators.
    private var lightModules: Path {
        var path = Path()
        let size = symbol.size
        for (x, y) in [(-1, -1), (size - 8, -1), (-1, size - 8)] {
            path.appendRect(Rect(x: Double(plan.symbolX + x), y: Double(plan.symbolY + y), width: 9, height: 9))
        }
        let disc = ModuleShape.disc(Self.lightDisc).path
        for y in 0..<size {
            for x in 0..<size where !grid[x, y] && !isNearEye(x, y) {
                path.append(disc, at: Point(Double(plan.symbolX + x), Double(plan.symbolY + y)))
            }
        }
        return path
    }

    private func isNearEye(_ x: Int, _ y: Int) -> Bool {
        let far = symbol.size - 8
        return x < 8 && y < 8 || x >= far && y < 8 || x < 8 && y >= far
    }
}
