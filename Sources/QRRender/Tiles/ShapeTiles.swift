// SPDX-License-Identifier: Apache-2.0

/// The tiles of a shape, one for each neighborhood that it looks different in.
struct ShapeTiles: Sendable {
    /// The tile of each neighborhood, from 1; 0 where nothing is drawn.
    let numbers: [UInt16]
    /// The neighborhoods that have a tile, in the order of these.
    let neighborhoods: [Int]
    /// Whether anything is drawn in light modules.
    let fillsLight: Bool

    /// The tiles of a shape; made once for all shapes that look at the same neighbors.
    static func of(_ shape: PatternShape) -> ShapeTiles {
        switch shape {
        case .sharp, .modules: single
        case .bars(let isVertical): isVertical ? verticalBars : horizontalBars
        case .regions(let rounding): rounding.inward > 0 ? filledRegions : regions
        case .halftone: halftone
        }
    }

    private static let single = ShapeTiles(.sharp)
    private static let verticalBars = ShapeTiles(.bars(isVertical: true))
    private static let horizontalBars = ShapeTiles(.bars(isVertical: false))
    private static let regions = ShapeTiles(.regions(.uniform(0.5)))
    private static let filledRegions = ShapeTiles(.regions(.uniform(0.5, inward: 0.4)))
    private static let halftone = ShapeTiles(.halftone)

    private init(_ shape: PatternShape) {
        var numbers = [UInt16](repeating: 0, count: ModuleNeighborhood.count)
        var neighborhoods: [Int] = []
        // What decides is a part of all that it decides for, and therefore comes first.
        for bits in 1..<ModuleNeighborhood.count {
            let decisive = shape.decisivePart(of: bits)
            if decisive == bits { neighborhoods.append(bits) }
            numbers[bits] = decisive == bits ? UInt16(neighborhoods.count) : numbers[decisive]
        }
        (self.numbers, self.neighborhoods) = (numbers, neighborhoods)
        fillsLight = neighborhoods.contains { $0 & ModuleNeighborhood.middle == 0 }
    }
}
