// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a scene lie, all in whole modules, so that the symbol's modules fall on whole pixels.
struct ScenePlan {
    /// The modules along one side of the picture.
    let side: Int
    /// The column of the symbol's first module.
    let symbolX: Int
    /// The row of the symbol's first module.
    let symbolY: Int
    /// The symbol and its quiet zone, or the disc around them: what the background fills.
    let ground: Rect
    /// The frame's parts, if there is one.
    let frame: FramePlan?

    /// Plans the scene of a symbol.
    init(symbolSize: Int, style: Style) {
        let quiet = symbolSize + 2 * style.margin
        let inner = style.silhouette == .circle ? Self.discSide(around: quiet, symbolSize: symbolSize) : quiet
        frame = style.frame.map { FramePlan($0, inner: inner) }
        side = frame?.side ?? inner
        let (innerX, innerY) = (frame?.innerX ?? 0, frame?.innerY ?? 0)
        symbolX = innerX + (inner - symbolSize) / 2
        symbolY = innerY + (inner - symbolSize) / 2
        ground = Rect(x: Double(innerX), y: Double(innerY), width: Double(inner), height: Double(inner))
    }

    /// The modules across a disc that holds a square, an even number more than the symbol has.
    private static func discSide(around square: Int, symbolSize: Int) -> Int {
        let diagonal = Int((Double(square) * 2.0.squareRoot()).rounded(.up))
        return (diagonal - symbolSize).isMultiple(of: 2) ? diagonal : diagonal + 1
    }
}
