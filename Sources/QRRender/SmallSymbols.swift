// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// Pictures of the symbols that are no QR Code: sharp squares in the middle of a square picture.
///
/// They have one eye, no place for a logo and readers of their own, so that the looks of QR Codes and the scan report
/// are not for them; colors that no reader tells apart, and a symbol without a light border, are refused all the same.
enum SmallSymbols {
    /// An encoded symbol, and how it was encoded.
    struct Encoded {
        let symbol: any MatrixSymbol
        let version: Int
        /// Nil for the smallest Micro QR Code, which detects errors and corrects none.
        let level: ErrorCorrection?
        let mask: Int
    }

    /// Encodes a text as a style asks, which has to be one of colors and margin only.
    static func encode(_ text: String, _ style: Style) throws(RenderError) -> Encoded {
        guard style.isForSmallSymbols else {
            let allowed = "\(Symbology.qr.rawValue), or a style of colors, gradients and margin only"
            throw .style(StyleError(field: .symbology, value: style.symbology.rawValue, allowed: allowed))
        }
        if style.symbology == .rmqr, style.mask != nil {
            throw .style(StyleError(field: .mask, value: "with rMQR Code", allowed: "no mask: it has one of its own"))
        }
        do throws(EncodingError) {
            return try style.symbology == .rmqr ? rectangular(text, style) : micro(text, style)
        } catch {
            throw .content(error)
        }
    }

    /// Draws a symbol, and refuses a picture that does not scan.
    static func draw(_ request: RenderRequest) throws(RenderError) -> RenderedImage {
        let encoded = try encode(request.text, request.style)
        let scene = try scene(of: encoded, as: request)
        return RenderedImage(
            bytes: request.format == .matrix ? MatrixWriter.write(encoded.symbol) : try Renderer.file(scene, request),
            format: request.format,
            version: encoded.version,
            errorCorrection: encoded.level ?? .low,
            mask: encoded.mask,
            scanReport: nil,
        )
    }

    /// The symbol as it is drawn.
    /// - Throws: ``RenderError/unscannable(_:style:)`` or ``RenderError/sizeTooSmall(pixels:least:)``.
    static func scene(of encoded: Encoded, as request: RenderRequest) throws(RenderError) -> Scene {
        let scene = Scene(encoded.symbol, request: request)
        switch request.format {
        case .png, .jpg, .webp: _ = try PixelLayout(modules: scene.side, size: request.size)
        case .svg, .pdf, .eps, .utf8, .matrix: break
        }
        try ScanReport.check(small: scene, level: encoded.level ?? .low, request: request)
        return scene
    }

    private static func micro(_ text: String, _ style: Style) throws(EncodingError) -> Encoded {
        let symbol = try MicroQRSymbol(
            text: text,
            options: .init(
                errorCorrection: style.errorCorrection,
                boostsErrorCorrection: style.errorCorrection == nil,
                versions: style.version.map { $0...$0 } ?? 1...4,
                mask: style.mask,
            ),
        )
        return Encoded(symbol: symbol, version: symbol.version, level: symbol.errorCorrection, mask: symbol.mask)
    }

    private static func rectangular(_ text: String, _ style: Style) throws(EncodingError) -> Encoded {
        let symbol = try RMQRSymbol(
            text: text,
            options: .init(
                errorCorrection: style.errorCorrection ?? .medium,
                boostsErrorCorrection: style.errorCorrection == nil,
                versions: style.version.map { $0...$0 } ?? 1...32,
            ),
        )
        return Encoded(symbol: symbol, version: symbol.version, level: symbol.errorCorrection, mask: 0)
    }
}

extension Scene {
    /// A symbol of any shape in the middle of a square.
    fileprivate init(_ symbol: some MatrixSymbol, request: RenderRequest) {
        let (style, size) = (request.style, max(symbol.width, symbol.height))
        let (left, top) = ((size - symbol.width) / 2, (size - symbol.height) / 2)
        let grid = ModuleGrid(size: size) { x, y in symbol[x - left, y - top] }
        let side = size + 2 * style.margin
        let whole = Rect(x: 0, y: 0, width: Double(side), height: Double(side))
        let paint = ScenePaint(style.foreground, in: whole)
        self.init(
            side: side,
            symbol: grid,
            symbolX: style.margin,
            symbolY: style.margin,
            layers: [
                .fill(ScenePaint(style.background, in: whole)),
                .modules(ModuleLayer(grid: grid, x: style.margin, y: style.margin, paint: paint)),
            ],
            title: request.title.flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultTitle,
            description: request.description,
        )
    }
}

extension Style {
    /// Whether nothing is asked for that needs the eyes or the room of a QR Code.
    fileprivate var isForSmallSymbols: Bool {
        pattern == .squares && eyes == .standard && silhouette == .square && logo == nil && backgroundPicture == nil
            && frame == nil
    }
}
