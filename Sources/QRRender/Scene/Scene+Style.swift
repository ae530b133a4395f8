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
        side = symbol.size + 2 * style.margin
        background = style.background
        modules = ModuleLayer(grid: ModuleGrid(symbol), origin: style.margin, color: style.foreground)
        self.title = title.flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultTitle
        self.description = description
    }
}
