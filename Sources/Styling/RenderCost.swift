// SPDX-License-Identifier: Apache-2.0

package import QRRender

extension StyledText {
    /// Raster pictures with more pixels a side cost more.
    private static let largeSide = 1_024
    /// Those with more than this cost still more.
    private static let hugeSide = 4_096

    /// What drawing costs, in units of which a plain SVG has one.
    ///
    /// By format, with 4 more for a logo or a background picture and 2 or 4 more for many pixels. A round figure for the
    /// work, not a measure of it: known before anything is drawn, and the same whether the picture is kept or not.
    package func cost(as format: ImageFormat) -> Int {
        let pixels = (try? draft.size())?.pixels ?? 0
        let size = !format.isRaster || pixels <= Self.largeSide ? 0 : pixels <= Self.hugeSide ? 2 : 4
        return format.weight + (draft.pictureSources.isEmpty ? 0 : 4) + size
    }
}

extension ImageFormat {
    fileprivate var weight: Int {
        switch self {
        case .svg, .utf8, .matrix: 1
        case .png: 3
        case .jpg, .webp: 4
        case .pdf, .eps: 6
        }
    }

    fileprivate var isRaster: Bool { self == .png || self == .jpg || self == .webp }
}
