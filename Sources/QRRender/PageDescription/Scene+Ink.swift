// SPDX-License-Identifier: Apache-2.0

extension Scene {
    /// The paint of the symbol: that of the first shapes over the background, which a spot color stands for.
    var symbolPaint: ScenePaint? {
        for layer in layers {
            switch layer {
            case .modules(let modules): return modules.paint
            case .path(let path): return path.paint
            case .fill, .picture: continue
            }
        }
        return nil
    }
}

extension ScenePaint {
    /// The stops of a gradient.
    var stops: [Gradient.Stop] {
        switch self {
        case .solid: []
        case .linear(_, _, let stops), .radial(_, _, let stops): stops
        }
    }

    /// Whether something shines through.
    var isTranslucent: Bool { color.map { $0.alpha < 255 } ?? stops.contains { $0.color.alpha < 255 } }
}

extension ImageSize {
    /// The points of 1/72 inch along one side of a document.
    ///
    /// Pixels count at their resolution, or as points where they have none; automatic is one point for each pixel of the
    /// raster picture.
    ///
    /// - Parameter modules: The modules along one side of the scene.
    /// - Returns: The points.
    func points(modules: Int) -> Double {
        switch side {
        case .automatic: Double(PixelLayout.automaticModule(modules: modules) * modules)
        case .pixels(let pixels): Double(pixels) * 72 / Double(dpi ?? 72)
        case .inches(let inches): inches * 72
        }
    }
}
