// SPDX-License-Identifier: Apache-2.0

/// How far a picture behind the modules fades into the background: as far as readers need it.
struct PictureVeil {
    /// What light modules are drawn with, and the picture is mixed with.
    private let light: Color
    /// The weight of the background in the mixture, 0…1.
    let weight: Double

    /// The least weight: what three decoders still read bright photographs through.
    private static let leastWeight = 0.5
    /// How far from the dark modules (0) to the light ones (1) even the dark parts of a picture have to lie, so that they
    /// count as light around the symbol; the scan report asks for 0.6.
    private static let leastLightness = 0.65
    /// The share of a picture that may be darker.
    private static let spared = 0.02
    /// The pixels looked at along a row and along a column.
    private static let samples = 64

    /// Measures a picture.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - light: What light modules are drawn with, opaque.
    ///   - dark: The lightest color of dark modules, opaque.
    init(over picture: Picture, light: Color, dark: Color) {
        self.light = light
        let (low, high) = (dark.decoderLuma, light.decoderLuma)
        let darkest = Self.darkest(picture, on: light)
        let floor = low + (high - low) * Self.leastLightness
        // A picture that is lighter than the background gets no darker by it.
        let needed = high > low && darkest < floor ? (floor - darkest) / (high - darkest) : 0
        weight = max(Self.leastWeight, needed)
    }

    /// The picture as it lies behind the modules; what is translucent in it stays so.
    func fade(_ picture: Picture) -> Picture {
        func steps(_ target: UInt8) -> [UInt8] {
            (0...255).map { UInt8((Double($0) * (1 - weight) + Double(target) * weight).rounded()) }
        }
        let (reds, greens, blues) = (steps(light.red), steps(light.green), steps(light.blue))
        var pixels = picture.pixels
        for index in stride(from: 0, to: pixels.count, by: 4) {
            pixels[index] = reds[Int(pixels[index])]
            pixels[index + 1] = greens[Int(pixels[index + 1])]
            pixels[index + 2] = blues[Int(pixels[index + 2])]
        }
        return Picture(width: picture.width, height: picture.height, pixels: pixels)
    }

    /// The gray value of the picture's dark parts.
    private static func darkest(_ picture: Picture, on light: Color) -> Double {
        let (columns, rows) = (min(samples, picture.width), min(samples, picture.height))
        var lumas: [Double] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let x = (2 * column + 1) * picture.width / (2 * columns)
                let y = (2 * row + 1) * picture.height / (2 * rows)
                lumas.append(picture.color(x: x, y: y).over(light).decoderLuma)
            }
        }
        lumas.sort()
        return lumas[Int(Double(lumas.count) * spared)]
    }
}
