// SPDX-License-Identifier: Apache-2.0

public import QREncoder

/// Makes pictures: text → symbol → scene → file.
///
/// Pure and synchronous; ``RenderCache`` is the asynchronous way in.
public enum Renderer {
    /// Encodes the text of a request and draws it.
    ///
    /// - Parameter request: What to draw and how.
    /// - Returns: The picture; equal requests give equal bytes.
    /// - Throws: ``RenderError/content(_:)`` when the text cannot be encoded as the style asks,
    ///   ``RenderError/unscannable(_:style:)`` when the picture would not scan, or ``RenderError/sizeTooSmall(pixels:least:)``.
    public static func render(_ request: RenderRequest) throws(RenderError) -> RenderedImage {
        switch request.style.symbology {
        case .qr: try draw(symbol(of: request), as: request)
        case .micro, .rmqr: try SmallSymbols.draw(request)
        }
    }

    /// Measures the picture of a request without making its file, and refuses one that does not scan.
    ///
    /// - Parameter request: What would be drawn and how.
    /// - Returns: The report that the picture would have; `nil` where it would have none, see
    ///   ``RenderedImage/scanReport``.
    /// - Throws: What ``render(_:)`` throws before there is a file.
    public static func report(on request: RenderRequest) throws(RenderError) -> ScanReport? {
        try measured(request).report
    }

    /// Encodes the text of a request, whatever the kind of symbol, and measures its picture.
    static func measured(_ request: RenderRequest) throws(RenderError) -> (scene: Scene, report: ScanReport?) {
        guard request.style.symbology == .qr else {
            let encoded = try SmallSymbols.encode(request.text, request.style)
            return (try SmallSymbols.scene(of: encoded, as: request), nil)
        }
        let symbol = try symbol(of: request)
        let scene = try scene(of: symbol, as: request)
        return (scene, try ScanReport(of: scene, symbol: symbol, request: request))
    }

    /// The modules along one side of the picture of a text, margin and all; frames need more.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - style: How it is encoded and drawn.
    /// - Returns: The modules, which are the fewest pixels that the picture may have.
    /// - Throws: ``RenderError/content(_:)``, or ``RenderError/style(_:)`` for a style that is not for the symbology.
    package static func modules(of text: String, in style: Style) throws(RenderError) -> Int {
        if style.symbology != .qr {
            let symbol = try SmallSymbols.encode(text, style).symbol
            return max(symbol.width, symbol.height) + 2 * style.margin
        }
        do throws(EncodingError) {
            return try QRSymbol(text: text, options: style.encodingOptions).size + 2 * style.margin
        } catch {
            throw .content(error)
        }
    }

    /// Encodes the text of a request as its style asks.
    ///
    /// - Parameter request: What to draw and how.
    /// - Returns: The symbol.
    /// - Throws: ``RenderError/content(_:)``.
    static func symbol(of request: RenderRequest) throws(RenderError) -> QRSymbol {
        do {
            return
                if let logo = request.style.logo
            {
                try LogoFitting.symbol(text: request.text, style: request.style, logo: logo)
            } else {
                try QRSymbol(text: request.text, options: request.style.encodingOptions)
            }
        } catch {
            throw .content(error)
        }
    }

    /// Draws a symbol that is already encoded; the style's level, version and mask have no say any more.
    ///
    /// - Parameters:
    ///   - symbol: The symbol.
    ///   - style: Margin and colors.
    ///   - format: The kind of picture.
    ///   - size: How large it is.
    ///   - title: What the picture is called.
    ///   - description: What the picture is for.
    ///   - allowsUnscannable: Whether a picture that does not scan is made all the same.
    /// - Returns: The picture.
    /// - Throws: ``RenderError/textTooLong(field:bytes:limit:)``, ``RenderError/unscannable(_:style:)`` or
    ///   ``RenderError/sizeTooSmall(pixels:least:)``.
    public static func render(
        _ symbol: QRSymbol,
        style: Style = .standard,
        format: ImageFormat = .png,
        size: ImageSize = .automatic,
        title: String? = nil,
        description: String? = nil,
        allowsUnscannable: Bool = false,
    ) throws(RenderError) -> RenderedImage {
        let request = try RenderRequest(
            text: "", style: style, format: format, size: size, title: title, description: description,
            allowsUnscannable: allowsUnscannable,
        )
        return try draw(symbol, as: request)
    }

    /// Draws a symbol as a request asks, and refuses a picture that does not scan.
    static func draw(_ symbol: QRSymbol, as request: RenderRequest) throws(RenderError) -> RenderedImage {
        let scene = try scene(of: symbol, as: request)
        let report = try ScanReport(of: scene, symbol: symbol, request: request)
        return RenderedImage(
            bytes: try file(scene, request),
            format: request.format,
            version: symbol.version,
            errorCorrection: symbol.errorCorrection,
            mask: symbol.mask,
            scanReport: report,
        )
    }

    private static func scene(of symbol: QRSymbol, as request: RenderRequest) throws(RenderError) -> Scene {
        try Scene(symbol, style: request.style, title: request.title, description: request.description)
    }

    /// Writes a scene in the format of its request.
    static func file(_ scene: Scene, _ request: RenderRequest) throws(RenderError) -> [UInt8] {
        switch request.format {
        case .png: try png(scene, request)
        case .webp: try WebPWriter.write(scene, layout: layout(of: scene, request))
        case .jpg: try JPEGWriter.write(scene, layout: layout(of: scene, request), dpi: request.size.dpi)
        case .svg: try SVGWriter.write(scene, size: request.size)
        case .pdf: try PDFWriter.write(scene, size: request.size, ink: request.ink)
        case .eps: try EPSWriter.write(scene, size: request.size, ink: request.ink)
        case .utf8: HalfBlockWriter.write(scene.symbol, style: request.style)
        case .matrix: MatrixWriter.write(scene.symbol)
        }
    }

    private static func png(_ scene: Scene, _ request: RenderRequest) throws(RenderError) -> [UInt8] {
        let layout = try layout(of: scene, request)
        return try PNGWriter.write(scene, layout: layout, dpi: request.size.dpi, effort: request.effort)
    }

    private static func layout(of scene: Scene, _ request: RenderRequest) throws(RenderError) -> PixelLayout {
        try PixelLayout(modules: scene.side, size: request.size)
    }
}
