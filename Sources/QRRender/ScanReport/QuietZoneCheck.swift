// SPDX-License-Identifier: Apache-2.0

/// How many modules around a drawn symbol are light.
struct QuietZoneCheck {
    let surface: ScanSurface
    let binarization: Binarization
    let size: Int

    /// The share of a side's modules that may be dark, such as the tip of a frame.
    private static let tolerance = 0.05

    /// The modules up to the first dark one or the edge of the picture, on the side that has the fewest.
    var width: Int {
        var width = 0
        while width < edge, isLight(distance: width + 1) { width += 1 }
        return width
    }

    /// The modules up to the edge of the picture, on the side that has the fewest.
    var edge: Int {
        let end = max(surface.originX, surface.originY) + size * surface.module
        return min(surface.originX, surface.originY, surface.side - end) / surface.module
    }

    /// Whether the modules of all four sides at a distance are light.
    private func isLight(distance: Int) -> Bool {
        let far = size - 1 + distance
        let sides: [(Int) -> (x: Int, y: Int)] = [
            { ($0, -distance) }, { ($0, far) }, { (-distance, $0) }, { (far, $0) },
        ]
        return sides.allSatisfy { place in
            let dark = (0..<size).count { index in
                let (x, y) = place(index)
                let luma = surface.color(x: x, y: y, margin: 0).decoderLuma
                return binarization.darkness(luma, threshold: binarization.threshold) > -2 * Binarization.doubt
            }
            return Double(dark) <= Self.tolerance * Double(size)
        }
    }
}
