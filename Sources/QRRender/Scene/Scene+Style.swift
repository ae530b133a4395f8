// SPDX-License-Identifier: Apache-2.0

package import QREncoder

extension Scene {
    /// What a screen reader says of a picture without a title.
    package static let defaultTitle = "QR code"

    /// Lays a symbol out as its style asks.
    ///
    /// - Parameters:
    ///   - symbol: The symbol.
    ///   - style: Margin and colors.
    ///   - title: What the picture is called; ``defaultTitle`` when absent or empty.
    ///   - description: What the picture is for.
    package init(_ symbol: QRSymbol, style: Style, title: String? = nil, description: String? = nil) {
        let grid = ModuleGrid(symbol)
        let side = symbol.size + 2 * style.margin
        let whole = Rect(x: 0, y: 0, width: Double(side), height: Double(side))
        let inner = Rect(
            x: Double(style.margin), y: Double(style.margin), width: Double(symbol.size), height: Double(symbol.size),
        )
        let modules = ModuleLayer(
            grid: grid, x: style.margin, y: style.margin, paint: ScenePaint(style.foreground, in: inner),
        )
        self.init(
            side: side,
            symbol: grid,
            symbolX: style.margin,
            symbolY: style.margin,
            layers: [.fill(ScenePaint(style.background, in: whole)), .modules(modules)],
            title: title.flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultTitle,
            description: description,
        )
    }
}
