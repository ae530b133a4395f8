// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// A picture behind the modules, toned down as far as readers need it.
extension SceneComposer {
    /// The opacity of the veil over the picture: what three decoders still read photographs through.
    private static let veil: UInt8 = 128
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
        let veil = Color(red: light.red, green: light.green, blue: light.blue, alpha: Self.veil)
        return [
            .picture(PictureLayer(picture: picture, frame: placement.frame, clip: ground)),
            .path(PathLayer(path: ground, paint: .solid(veil))),
            .path(PathLayer(path: lightModules, paint: .solid(light))),
        ]
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
