// SPDX-License-Identifier: Apache-2.0

/// A scene of sharp modules in one color on one background, which every format draws in the cheapest way.
package struct BilevelScene: Hashable, Sendable {
    /// The dark modules.
    package let modules: ModuleLayer
    /// The color of the dark modules.
    package let foreground: Color
    /// The color of everything else.
    package let background: Color

    /// The two colors of a scene; `nil` when it has more than two, or shapes that are not whole modules.
    ///
    /// - Parameter scene: The scene.
    package init?(_ scene: Scene) {
        guard scene.layers.count == 2,
            case .fill(.solid(let background)) = scene.layers[0],
            case .modules(let modules) = scene.layers[1],
            let foreground = modules.paint.color
        else { return nil }
        (self.modules, self.foreground, self.background) = (modules, foreground, background)
    }
}
