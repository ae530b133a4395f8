// SPDX-License-Identifier: Apache-2.0

/// How large a picture is: so many pixels, so many inches at a resolution, or what suits the symbol; always in range.
///
/// Codes are square, so one side says all. Text formats have no size and ignore it.
public struct ImageSize: Hashable, Sendable {
    /// The kinds of size.
    package enum Side: Hashable, Sendable {
        /// What suits the symbol.
        case automatic
        /// An exact number of pixels.
        case pixels(Int)
        /// An exact length on paper.
        case inches(Double)
    }

    /// The pixels that one side may have.
    public static let pixelRange = 1...9_000
    /// The inches that one side may have.
    public static let inchRange = 0.5...15.0
    /// The dots per inch that a picture may have.
    public static let dpiRange = 72...600
    /// The dots per inch of a size in inches when nothing else is said.
    public static let defaultDPI = 300

    /// The length of one side.
    package let side: Side
    /// The dots per inch, which a PNG carries in its pHYs chunk; `nil` when the picture has no size on paper.
    public let dpi: Int?

    /// As many whole pixels a module as fit in 512 pixels, but at least 4: sharp, and with the exact quiet zone.
    public static let automatic = ImageSize(side: .automatic, dpi: nil)

    /// An exact number of pixels.
    ///
    /// - Parameters:
    ///   - side: The pixels of one side, 1…9,000.
    ///   - dpi: The resolution to note in the picture, 72…600, or `nil` for none.
    /// - Returns: The size.
    /// - Throws: ``RenderError/pixelsOutOfRange(_:)`` or ``RenderError/dpiOutOfRange(_:)``.
    public static func pixels(_ side: Int, dpi: Int? = nil) throws(RenderError) -> ImageSize {
        guard pixelRange.contains(side) else { throw .pixelsOutOfRange(side) }
        return ImageSize(side: .pixels(side), dpi: try checked(dpi))
    }

    /// An exact length on paper; the pixels are the length times the resolution, rounded to a whole number.
    ///
    /// - Parameters:
    ///   - side: The inches of one side, 0.5…15.
    ///   - dpi: The resolution, 72…600.
    /// - Returns: The size.
    /// - Throws: ``RenderError/inchesOutOfRange(_:)`` or ``RenderError/dpiOutOfRange(_:)``.
    public static func inches(_ side: Double, dpi: Int = defaultDPI) throws(RenderError) -> ImageSize {
        guard inchRange.contains(side) else { throw .inchesOutOfRange(side) }
        return ImageSize(side: .inches(side), dpi: try checked(dpi))
    }

    /// The same size at another resolution.
    ///
    /// - Parameter dpi: The resolution, 72…600.
    /// - Returns: The size; one in inches has other pixels then, the others only note the resolution.
    /// - Throws: ``RenderError/dpiOutOfRange(_:)``.
    public func at(dpi: Int) throws(RenderError) -> ImageSize {
        ImageSize(side: side, dpi: try Self.checked(dpi))
    }

    /// The pixels of one side, or `nil` when the symbol decides.
    public var pixels: Int? {
        switch side {
        case .automatic: nil
        case .pixels(let pixels): pixels
        case .inches(let inches): Int((inches * Double(dpi ?? Self.defaultDPI)).rounded())
        }
    }

    /// The same number of pixels without a length on paper, as a raster format sees it.
    package var raster: ImageSize {
        pixels.map { ImageSize(side: .pixels($0), dpi: dpi) } ?? self
    }

    /// The same size as a document sees it, which has the points of 1/72 inch that pixels take at their resolution.
    package var document: ImageSize {
        if case .pixels = side, dpi != 72 { self } else { vector }
    }

    /// The same size without a resolution, as a vector format sees it.
    package var vector: ImageSize { ImageSize(side: side, dpi: nil) }

    private static func checked(_ dpi: Int?) throws(RenderError) -> Int? {
        if let dpi, !dpiRange.contains(dpi) { throw .dpiOutOfRange(dpi) }
        return dpi
    }

    private init(side: Side, dpi: Int?) {
        self.side = side
        self.dpi = dpi
    }
}
