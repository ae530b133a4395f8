// SPDX-License-Identifier: Apache-2.0

extension RenderRequest {
    /// The request without what its format does not show, so that requests with the same bytes are equal.
    ///
    /// Rendering the canonical request gives the same bytes as rendering the request.
    package var canonical: RenderRequest {
        switch format {
        case .png: picture(size.raster).taking(effort)
        case .jpg: picture(size.raster)
        // A WebP notes no resolution.
        case .webp: picture(size.raster.vector)
        case .svg: picture(size.vector, title, description)
        case .pdf: picture(size.document, title, description, ink: ink)
        // EPS has no place for a description, and room for the beginning of a title alone; that is not worth a rule.
        case .eps: picture(size.document, title, ink: ink)
        case .utf8: text(style.halfBlocks)
        case .matrix: text(style.bare)
        }
    }

    private func picture(
        _ size: ImageSize,
        _ title: String? = nil,
        _ description: String? = nil,
        ink: PrintInk = .rgb,
    ) -> RenderRequest {
        RenderRequest(text, style, format, size, title, description, ink: ink, allowsUnscannable: allowsUnscannable)
    }

    private func taking(_ effort: CompressionEffort) -> RenderRequest {
        var request = self
        request.effort = effort
        return request
    }

    /// Texts are never refused for not scanning.
    private func text(_ style: Style) -> RenderRequest {
        RenderRequest(text, style, format, .automatic, nil, nil, ink: .rgb, allowsUnscannable: false)
    }
}
