// SPDX-License-Identifier: Apache-2.0

extension Color {
    /// The color that is seen when this one lies on a backdrop.
    ///
    /// Source-over of W3C Compositing and Blending Level 1, §9.1.4, on straight alpha, rounded to the nearest step: what
    /// an SVG viewer computes, so that the raster picture shows the same.
    ///
    /// - Parameter backdrop: The color behind.
    /// - Returns: The mixture; the backdrop itself where this color is fully transparent.
    package func over(_ backdrop: Color) -> Color {
        guard alpha < 255 else { return self }
        guard alpha > 0 else { return backdrop }
        // Weights in units of 1/255², so that nothing is rounded before the end.
        let front = Int(alpha) * 255
        let behind = Int(backdrop.alpha) * (255 - Int(alpha))
        let whole = front + behind
        func mix(_ over: UInt8, _ under: UInt8) -> UInt8 {
            UInt8((Int(over) * front + Int(under) * behind + whole / 2) / whole)
        }
        return Color(
            red: mix(red, backdrop.red),
            green: mix(green, backdrop.green),
            blue: mix(blue, backdrop.blue),
            alpha: UInt8((whole + 127) / 255),
        )
    }

    /// The luma on white paper, 0 (black) … 255 (white).
    ///
    /// The weights are those of ITU-R BT.709, applied to the gamma-coded channels: good enough to tell which of two
    /// colors is the lighter; a contrast ratio needs linear light.
    package var luma: Int {
        let visible = over(.white)
        return (2126 * Int(visible.red) + 7152 * Int(visible.green) + 722 * Int(visible.blue) + 5000) / 10_000
    }
}
