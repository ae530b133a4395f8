// SPDX-License-Identifier: Apache-2.0

/// The modules that fill a disc around a symbol and its quiet zone: they mean nothing, and look like data.
struct RimModules {
    /// The modules of the whole scene.
    let grid: ModuleGrid

    init(_ composer: SceneComposer) {
        let (plan, style) = (composer.plan, composer.style)
        let quiet = composer.symbolBox.inset(by: -Double(max(style.margin, 1)))
        let (center, radius) = (plan.ground.center, plan.ground.width / 2 - 0.5)
        // Any dark-or-light sequence will do that is the same for the same symbol.
        let seed = composer.grid.words.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ $1) &* 0xBF58_476D_1CE4_E5B9 }
        grid = ModuleGrid(size: plan.side) { x, y in
            let middle = Point(Double(x) + 0.5, Double(y) + 0.5)
            let isQuiet =
                quiet.x < middle.x && middle.x < quiet.x + quiet.width && quiet.y < middle.y
                && middle.y < quiet.y + quiet.height
            guard !isQuiet, Self.isInside(x, y, center, radius) else { return false }
            return Self.bit(seed, x, y)
        }
    }

    /// Whether the module's farthest corner is within the disc.
    private static func isInside(_ x: Int, _ y: Int, _ center: Point, _ radius: Double) -> Bool {
        let dx = (Double(x) + 0.5 - center.x).magnitude + 0.5
        let dy = (Double(y) + 0.5 - center.y).magnitude + 0.5
        return dx * dx + dy * dy <= radius * radius
    }

    /// One bit of the mixed place (the finalizer of SplitMix64).
    private static func bit(_ seed: UInt64, _ x: Int, _ y: Int) -> Bool {
        var mixed = seed &+ UInt64(x) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(y) &* 0xD1B5_4A32_D192_ED03
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ mixed >> 31) & 1 == 1
    }
}
