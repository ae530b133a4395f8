// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// Puts the layers of a scene together, from the ground up.
struct SceneComposer {
    let symbol: QRSymbol
    let style: Style
    let grid: ModuleGrid
    let plan: ScenePlan

    init(_ symbol: QRSymbol, style: Style) {
        self.symbol = symbol
        self.style = style
        grid = ModuleGrid(symbol)
        plan = ScenePlan(symbolSize: symbol.size, style: style)
    }

    /// Everything that is painted, the lowest first.
    ///
    /// - Throws: ``RenderError/style(_:)`` when the frame's label cannot be written.
    func layers() throws(RenderError) -> [Layer] {
        var layers = groundLayers
        if let picture = style.backgroundPicture { layers += pictureLayers(picture) }
        layers += inkLayers
        if let outline = style.eyes.outline { layers.append(eyeOutlines(outline)) }
        if let frame = plan.frame { layers += try FrameShape(frame, background: backdrop).layers() }
        if let logo = style.logo { layers.append(logoLayer(logo)) }
        return layers
    }

    /// The symbol's place in the scene.
    var symbolBox: Rect {
        Rect(
            x: Double(plan.symbolX), y: Double(plan.symbolY), width: Double(symbol.size), height: Double(symbol.size),
        )
    }

    /// The whole picture.
    private var whole: Rect { Rect(x: 0, y: 0, width: Double(plan.side), height: Double(plan.side)) }

    /// The background over the whole picture, or a disc of it on nothing.
    private var groundLayers: [Layer] {
        guard style.silhouette == .circle else { return [.fill(ScenePaint(style.background, in: whole))] }
        var disc = Path()
        disc.appendDisc(plan.ground.center, radius: plan.ground.width / 2)
        return [
            .fill(.solid(.transparent)),
            .path(PathLayer(path: disc, paint: ScenePaint(style.background, in: plan.ground))),
        ]
    }

    /// What lies behind the modules where one color has to be named: transparent parts count as white paper.
    var backdrop: Color {
        switch style.background {
        case .solid(let color): color.over(.white)
        case .gradient(let gradient): gradient.stops[0].color.over(.white)
        }
    }

    /// The modules that a logo leaves.
    var keptGrid: ModuleGrid {
        guard let logo = style.logo else { return grid }
        let placement = LogoPlacement(logo, symbolSize: symbol.size)
        guard !placement.clearedColumns.isEmpty, !placement.clearedRows.isEmpty else { return grid }
        var kept = grid
        kept.set(columns: placement.clearedColumns, rows: placement.clearedRows, dark: false)
        return kept
    }

    private func logoLayer(_ logo: Logo) -> Layer {
        var frame = LogoPlacement(logo, symbolSize: symbol.size).frame
        frame.x += Double(plan.symbolX)
        frame.y += Double(plan.symbolY)
        return .picture(PictureLayer(picture: logo.picture, frame: frame, clip: nil))
    }

    /// The three eyes, from the top left one clockwise, the lower left one last.
    var eyes: [EyeShape] {
        let far = symbol.size - 7
        return [(0, 0), (far, 0), (0, far)].map { EyeShape(x: plan.symbolX + $0.0, y: plan.symbolY + $0.1) }
    }

    private func eyeOutlines(_ color: Color) -> Layer {
        var path = Path()
        for eye in eyes { path.append(eye.outline(around: style.eyes.frame)) }
        return .path(PathLayer(path: path, paint: .solid(color)))
    }
}
