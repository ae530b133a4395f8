// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// Pictures of the symbols that are no QR Code: sharp squares in the middle of a square picture.
///
/// They have one eye, no place for a logo and readers of their own, so that the looks of QR Codes and the scan report
/// are not for them.
enum SmallSymbols {
    static func micro(_ request: RenderRequest) throws(RenderError) -> RenderedImage {
        let style = request.style
        let symbol: MicroQRSymbol
        do throws(EncodingError) {
            symbol = try MicroQRSymbol(
                text: request.text,
                options: .init(
                    errorCorrection: style.errorCorrection,
                    boostsErrorCorrection: style.errorCorrection == nil,
                    versions: style.version.map { $0...$0 } ?? 1...4,
                    mask: style.mask,
                ),
            )
        } catch {
            throw .content(error)
        }
        return try draw(symbol, request, version: symbol.version, level: symbol.errorCorrection, mask: symbol.mask)
    }

    static func rectangular(_ request: RenderRequest) throws(RenderError) -> RenderedImage {
        let style = request.style
        guard style.mask == nil else {
            throw .style(StyleError(field: .mask, value: "with rMQR Code", allowed: "no mask: it has one of its own"))
        }
        let symbol: RMQRSymbol
        do throws(EncodingError) {
            symbol = try RMQRSymbol(
                text: request.text,
                options: .init(
                    errorCorrection: style.errorCorrection ?? .medium,
                    boostsErrorCorrection: style.errorCorrection == nil,
                    versions: style.version.map { $0...$0 } ?? 1...32,
                ),
            )
        } catch {
            throw .content(error)
        }
        return try draw(symbol, request, version: symbol.version, level: symbol.errorCorrection, mask: 0)
    }

    private static func draw(
        _ symbol: some MatrixSymbol,
        _ request: RenderRequest,
        version: Int,
        level: ErrorCorrection?,
        mask: Int,
    ) throws(RenderError) -> RenderedImage {
        guard request.style.isForSmallSymbols else {
            let allowed = "\(Symbology.qr.rawValue), or a style of colors, gradients and margin only"
            throw .style(StyleError(field: .symbology, value: request.style.symbology.rawValue, allowed: allowed))
        }
        return RenderedImage(
            bytes: request.format == .matrix
                ? MatrixWriter.write(symbol) : try Renderer.file(Scene(symbol, request: request), request),
            format: request.format,
            version: version,
            // The smallest Micro QR Code detects errors and corrects none.
            errorCorrection: level ?? .low,
            mask: mask,
            scanReport: nil,
        )
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
