// SPDX-License-Identifier: Apache-2.0

import QREncoder
import Testing

@testable import QRRender

/// Scenes of a real symbol in all the ways that a writer must tell apart.
struct StyledPicture: Sendable, CustomTestStringConvertible {
    let name: String
    let scene: Scene

    var testDescription: String { name }

    private static let blue = Color(red: 0x11, green: 0x33, blue: 0xCC)
    private static let ramp = [
        Gradient.Stop(offset: 0, color: Color(red: 160, green: 0, blue: 40)), Gradient.Stop(offset: 1, color: blue),
    ]

    /// Discs of one paint on another.
    static func discs(_ name: String, _ paint: ScenePaint, on background: ScenePaint = .solid(.white)) throws -> Self {
        let symbol = try QRSymbol(text: sampleURL)
        let grid = ModuleGrid(symbol)
        var path = Path()
        for y in 0..<grid.size {
            for x in 0..<grid.size where grid[x, y] {
                path.append(.disc(x: Double(x) + 4.5, y: Double(y) + 4.5, radius: 0.5))
            }
        }
        let layers: [Layer] = [.fill(background), .path(PathLayer(path: path, paint: paint))]
        return StyledPicture(name: name, scene: Scene(side: grid.size + 8, layers: layers))
    }

    static func all() throws -> [StyledPicture] {
        let linear = ScenePaint.linear(from: Point(4, 4), to: Point(33, 33), stops: ramp)
        let clear = ScenePaint.solid(.transparent)
        let symbol = ModuleGrid(try QRSymbol(text: sampleURL))
        let squares = ModuleLayer(grid: symbol, x: 4, y: 4, paint: linear)
        return try [
            discs("black on white", .solid(.black)),
            discs("blue on white", .solid(blue)),
            discs("blue on nothing", .solid(blue), on: clear),
            discs("gradient on white", linear),
            discs("gradient on nothing", linear, on: clear),
            StyledPicture(
                name: "sharp modules with a gradient",
                scene: Scene(side: 37, layers: [.fill(.solid(.white)), .modules(squares)]),
            ),
            StyledPicture(
                name: "photograph behind",
                scene: Scene(
                    side: 37,
                    layers: [
                        .fill(.solid(.white)), .picture(photograph), .modules(squares),
                    ], ), ),
        ]
    }

    /// Soft waves with some noise, which no palette holds.
    private static var photograph: PictureLayer {
        var generator = SplitMix(seed: 21)
        var pixels: [UInt8] = []
        for y in 0..<120 {
            for x in 0..<120 {
                let noise = UInt8.random(in: 0...7, using: &generator)
                pixels += [180 + UInt8(x / 4) + noise, 170 + UInt8(y / 3) + noise, 200 + noise, 255]
            }
        }
        let picture = Picture(width: 120, height: 120, pixels: pixels)
        return PictureLayer(picture: picture, frame: Rect(x: 0, y: 0, width: 37, height: 37), clip: nil)
    }
}
