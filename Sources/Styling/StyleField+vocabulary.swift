// SPDX-License-Identifier: Apache-2.0

import QRRender

/// The open styling vocabulary: the option names that published generators share.
extension StyleField {
    /// Its names, translated into the same slots as the native ones.
    static let vocabulary: [StyleField] = [
        .choice("dotsOptions.type", \.pattern, aliases: ["square": .squares]),
        .color("dotsOptions.color", \.foreground, .foreground),
        .gradient("dotsOptions.gradient", \.foregroundGradient),
        .choice("cornersSquareOptions.type", \.eyeFrame, aliases: eyeFrames),
        .color("cornersSquareOptions.color", \.eyeFrameColor, .foreground),
        .gradient("cornersSquareOptions.gradient", \.eyeFrameGradient),
        .choice("cornersDotOptions.type", \.eyeCenter, aliases: eyeCenters),
        .color("cornersDotOptions.color", \.eyeCenterColor, .foreground),
        .gradient("cornersDotOptions.gradient", \.eyeCenterGradient),
        .color("backgroundOptions.color", \.background, .background),
        .gradient("backgroundOptions.gradient", \.backgroundGradient),
        .decimal("imageOptions.imageSize", \.logoCoverage, in: 0...1),
        .decimal("imageOptions.margin", \.logoMarginPixels, in: 0...1_000, "pixels"),
        .flag("imageOptions.hideBackgroundDots", \.clearsLogoModules),
        // Where a browser may load the picture from, and whether it is copied into the file: here it always is.
        .ignored("imageOptions.crossOrigin"),
        .ignored("imageOptions.saveAsBlob"),
        .typeNumber("qrOptions.typeNumber"),
        .level("qrOptions.errorCorrectionLevel"),
        // The encoder mixes the modes as it is shortest.
        .ignored("qrOptions.mode"),
        .whole("width", \.pixels, in: 1...9_000, "pixels"),
        .whole("height", \.pixels, in: 1...9_000, "pixels"),
    ]

    /// The vocabulary draws corner squares in all the shapes of dots; here the nearest eye frame is taken.
    private static let eyeFrames: [String: EyeStyle.Frame] = [
        "dot": .circle, "classy": .leafTopLeft, "classy-rounded": .leafTopLeft,
    ]

    private static let eyeCenters: [String: EyeStyle.Center] = [
        "dot": .circle, "extra-rounded": .rounded, "classy": .leafTopLeft, "classy-rounded": .leafTopLeft,
    ]
}
