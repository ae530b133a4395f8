// SPDX-License-Identifier: Apache-2.0

import Foundation

extension ScanReport {
    /// How dark and light modules differ.
    public struct Contrast: Hashable, Sendable {
        /// Which of the two is printed darker.
        public enum Polarity: String, Hashable, Sendable, Codable {
            /// Dark modules on a light background, as the standard has it.
            case darkOnLight = "dark-on-light"
            /// Light modules on a dark background, which few readers try.
            case lightOnDark = "light-on-dark"
        }

        /// The contrast ratio, 1…21: (lighter + 0.05) / (darker + 0.05) of the relative luminances (WCAG 2.2, 1.4.3).
        public let ratio: Double
        /// Which of the two is printed darker.
        public let polarity: Polarity
        /// The distance of their luma, 0…1, which is what decoders see: gray values before any gamma is undone.
        public let lumaDifference: Double

        /// The contrast of two colors, each laid over white paper.
        ///
        /// - Parameters:
        ///   - dark: The color of the dark modules.
        ///   - light: The color of the light modules.
        init(dark: Color, light: Color) {
            let (dark, light) = (dark.over(.white), light.over(.white))
            let (low, high) = (dark.relativeLuminance, light.relativeLuminance)
            ratio = (max(low, high) + 0.05) / (min(low, high) + 0.05)
            let difference = light.decoderLuma - dark.decoderLuma
            polarity = difference < 0 ? .lightOnDark : .darkOnLight
            lumaDifference = difference.magnitude / 255
        }
    }
}

extension Color {
    /// The relative luminance of the opaque color, 0…1 (WCAG 2.2).
    var relativeLuminance: Double {
        0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)] + 0.0722 * Self.linear[Int(blue)]
    }

    /// The gray value that decoders make of the opaque color, 0…255: the weights of ITU-R BT.601.
    var decoderLuma: Double { 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue) }

    /// The linear light of each step of an sRGB channel (IEC 61966-2-1).
    private static let linear: [Double] = (0...255).map { step in
        let value = Double(step) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
