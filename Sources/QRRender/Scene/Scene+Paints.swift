// SPDX-License-Identifier: Apache-2.0

extension Scene {
    /// Whether every paint is one color, so that the only mixtures are at the edges of shapes.
    var hasOnlySolidPaints: Bool {
        layers.allSatisfy { layer in
            switch layer {
            case .fill(let paint): paint.color != nil
            case .modules(let modules): modules.paint.color != nil
            case .path(let path): path.paint.color != nil
            case .picture: false
            }
        }
    }

    /// Whether nothing shines through: some layer fills the picture with an opaque paint.
    var isOpaque: Bool {
        layers.contains { layer in
            if case .fill(let paint) = layer { paint.isOpaque } else { false }
        }
    }

    /// Whether a quarter of the area or more is a picture.
    var isMostlyPicture: Bool {
        let area = layers.reduce(0.0) { sum, layer in
            if case .picture(let picture) = layer { sum + picture.frame.width * picture.frame.height } else { sum }
        }
        return 4 * area >= Double(side * side)
    }
}

extension ScenePaint {
    /// Whether nothing shines through.
    fileprivate var isOpaque: Bool {
        switch self {
        case .solid(let color): color.alpha == 255
        case .linear(_, _, let stops), .radial(_, _, let stops): stops.allSatisfy { $0.color.alpha == 255 }
        }
    }
}
