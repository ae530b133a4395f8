// SPDX-License-Identifier: Apache-2.0

extension RenderRequest {
    /// The request without what its format does not show, so that requests with the same bytes are equal.
    ///
    /// Rendering the canonical request gives the same bytes as rendering the request.
    package var canonical: RenderRequest {
        switch format {
        case .png, .jpg: picture(size.raster)
        // A WebP notes no resolution.
        case .webp: picture(size.raster.vector)
        case .svg: picture(size.vector, title, description)
        case .utf8: text(style.halfBlocks)
        case .matrix: text(style.bare)
        }
    }

    private func picture(_ size: ImageSize, _ title: String? = nil, _ description: String? = nil) -> RenderRequest {
        RenderRequest(text, style, format, size, title, description, allowsUnscannable: allowsUnscannable)
    }

    /// Texts are never refused for not scanning.
    private func text(_ style: Style) -> RenderRequest {
        RenderRequest(text, style, format, .automatic, nil, nil, allowsUnscannable: false)
    }
}
