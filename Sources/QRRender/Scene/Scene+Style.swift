// SPDX-License-Identifier: Apache-2.0

package import QREncoder

extension Scene {
    /// What a screen reader says of a picture without a title.
    package static let defaultTitle = "QR code"

    /// Lays a symbol out as its style asks.
    ///
    /// - Parameters:
    ///   - symbol: The symbol.
    ///   - style: How it looks.
    ///   - title: What the picture is called; ``defaultTitle`` when absent or empty.
    ///   - description: What the picture is for.
    /// - Throws: ``RenderError/style(_:)`` when the frame's label cannot be written.
    package init(
        _ symbol: QRSymbol,
        style: Style,
        title: String? = nil,
        description: String? = nil,
    ) throws(RenderError) {
        let composer = SceneComposer(symbol, style: style)
        self.init(
            side: composer.plan.side,
            symbol: composer.grid,
            symbolX: composer.plan.symbolX,
            symbolY: composer.plan.symbolY,
            layers: try composer.layers(),
            title: title.flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultTitle,
            description: description,
        )
    }
}
