// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// The sizes of halftone discs: as large as the background picture is dark there, or largest in the middle.
struct HalftoneDiscs {
    /// The least share of a module's side: what readers still find dark after some blur.
    static let least = 0.62
    /// The largest share.
    private static let largest = 1.0

    private let symbolSize: Int
    private let picture: PicturePlacement?

    init(_ composer: SceneComposer) {
        symbolSize = composer.symbol.size
        picture = composer.style.backgroundPicture.map { picture in
            PicturePlacement(picture, filling: composer.plan.ground, symbolBox: composer.symbolBox)
        }
    }

    /// The share of its module's side that a disc has.
    func size(_ x: Int, _ y: Int) -> Double {
        let darkness = picture?.darkness(atModule: x, y) ?? 1 - distance(x, y)
        return Self.least + (Self.largest - Self.least) * darkness
    }

    /// A disc for each dark module of a grid, whose first module is at a place of the scene.
    func path(of grid: ModuleGrid, x: Int, y: Int) -> Path {
        var path = Path()
        grid.forEachDark { column, row in
            let center = Point(Double(x + column) + 0.5, Double(y + row) + 0.5)
            path.appendDisc(center, radius: size(column, row) / 2)
        }
        return path
    }

    /// The distance from the middle, 0…1.
    private func distance(_ x: Int, _ y: Int) -> Double {
        let middle = Double(symbolSize - 1) / 2
        let (dx, dy) = ((Double(x) - middle) / middle, (Double(y) - middle) / middle)
        return ((dx * dx + dy * dy) / 2).squareRoot()
    }
}
