// SPDX-License-Identifier: Apache-2.0

import QREncoder
package import QRRender

extension StyleDraft {
    /// The style.
    ///
    /// - Parameter pictures: the pictures of ``pictureSources``; a logo or background that is not among them is left out.
    /// - Returns: the style.
    /// - Throws: ``StyleError`` for fields that are fine one by one and not together.
    package func style(pictures: [PictureSource: Picture]) throws(StyleError) -> Style {
        var style = try Style(
            margin: margin.value ?? Style.standard.margin,
            foreground: Self.paint(foregroundGradient.value, foreground.value) ?? .black,
            background: Self.paint(backgroundGradient.value, background.value) ?? .white,
            errorCorrection: errorCorrection.value,
            version: version.value,
            mask: mask.value,
        )
        style.symbology = symbology.value ?? .qr
        style.pattern = pattern.value ?? .squares
        style.eyes = EyeStyle(
            frame: eyeFrame.value ?? .square,
            center: eyeCenter.value ?? .square,
            framePaint: Self.paint(eyeFrameGradient.value, eyeFrameColor.value),
            centerPaint: Self.paint(eyeCenterGradient.value, eyeCenterColor.value),
            outline: eyeOutline.value,
        )
        style.silhouette = silhouette.value ?? .square
        style.logo = try logo.value.flatMap { pictures[$0] }.map { picture throws(StyleError) in try logo(picture) }
        style.backgroundPicture = backgroundPicture.value.flatMap { pictures[$0] }
        style.frame = try frame()
        return style
    }

    /// The size; without any, what suits the symbol.
    ///
    /// - Returns: the size.
    /// - Throws: ``RenderError`` for a size out of range.
    package func size() throws(RenderError) -> ImageSize {
        if let inches = inches.value { return try .inches(inches, dpi: dpi.value ?? ImageSize.defaultDPI) }
        if let pixels = pixels.value { return try .pixels(pixels, dpi: dpi.value) }
        return try dpi.value.map { dpi throws(RenderError) in try ImageSize.automatic.at(dpi: dpi) } ?? .automatic
    }

    /// A gradient wins over a color, which in the open vocabulary stands beside it for those who draw none.
    private static func paint(_ gradient: Gradient?, _ color: Color?) -> Paint? {
        gradient.map(Paint.gradient) ?? color.map(Paint.solid)
    }

    private func frame() throws(StyleError) -> LabelFrame? {
        guard frameShape.value != nil || frameLabel.value != nil else { return nil }
        return try LabelFrame(
            frameShape.value ?? .rounded, color: frameColor.value ?? .black, label: frameLabel.value, )
    }

    private func logo(_ picture: Picture) throws(StyleError) -> Logo {
        try Logo(
            picture,
            ratio: logoRatio.value ?? logoCoverage.value.map(ratio) ?? 0.24,
            clearsModules: clearsLogoModules.value ?? true,
            margin: logoMargin.value ?? logoMarginPixels.value.map(modules) ?? 0.5,
        )
    }

    /// What the open vocabulary's `imageSize` means as a share of the side.
    ///
    /// There it is the share of the modules that error correction could restore (7, 15, 25 or 30 %, and of level Q when
    /// none is given) which the logo may hide: an area.
    private func ratio(ofCoverage coverage: Double) -> Double {
        let restored =
            switch errorCorrection.value ?? .quartile {
            case .low: 0.07
            case .medium: 0.15
            case .quartile: 0.25
            case .high: 0.3
            }
        let bounds = Logo.ratioRange
        return min(max((coverage * restored).squareRoot(), bounds.lowerBound), bounds.upperBound)
    }

    /// What the open vocabulary's margin in pixels is in modules, for a symbol of the usual size: version 3 and its
    /// quiet zone have 37 modules.
    private func modules(ofPixels pixels: Double) -> Double {
        min(pixels * 37 / Double(self.pixels.value ?? 512), Logo.marginRange.upperBound)
    }
}
