// SPDX-License-Identifier: Apache-2.0

extension RenderRequest {
    /// The request without what its format does not show, so that requests with the same bytes are equal.
    ///
    /// Rendering the canonical request gives the same bytes as rendering the request.
    package var canonical: RenderRequest {
        switch format {
        case .png, .jpg: RenderRequest(text, style, format, size.raster, nil, nil)
        // A WebP notes no resolution.
        case .webp: RenderRequest(text, style, format, size.raster.vector, nil, nil)
        case .svg: RenderRequest(text, style, format, size.vector, title, description)
        case .utf8: RenderRequest(text, style.halfBlocks, format, .automatic, nil, nil)
        case .matrix: RenderRequest(text, style.bare, format, .automatic, nil, nil)
        }
    }
}
