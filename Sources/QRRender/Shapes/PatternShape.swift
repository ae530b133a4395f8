// SPDX-License-Identifier: Apache-2.0

/// How a pattern turns modules into areas.
enum PatternShape: Hashable, Sendable {
    /// Whole modules.
    case sharp
    /// Regions with round corners.
    case regions(CornerRounding)
    /// Bars along the rows, or along the columns.
    case bars(isVertical: Bool)
    /// A shape for each module.
    case modules(ModuleShape)
    /// Discs of different sizes, which ``HalftoneDiscs`` draws.
    case halftone

    /// The shape of a pattern.
    init(_ pattern: ModulePattern) {
        self =
            switch pattern {
            case .squares: .sharp
            case .rounded: .regions(.uniform(0.5))
            case .extraRounded: .regions(.uniform(0.5, grows: true))
            case .liquid: .regions(.uniform(0.5, inward: 0.4))
            case .classy: .regions(CornerRounding(outward: [0.5, 0, 0.5, 0], inward: 0))
            case .classyRounded: .regions(CornerRounding(outward: [0.5, 0, 0.5, 0], inward: 0, grows: true))
            case .connectedHorizontal: .bars(isVertical: false)
            case .connectedVertical: .bars(isVertical: true)
            case .dot: .modules(.disc(0.86))
            case .dots: .modules(.disc(1))
            case .diamond: .modules(.diamond)
            case .hexagon: .modules(.hexagon)
            case .star: .modules(.star)
            case .frame: .modules(.frame)
            case .halftone: .halftone
            }
    }

    /// Whether each module stands alone, so that rings of one module's width fall apart.
    var isLoose: Bool {
        switch self {
        case .sharp, .regions: false
        case .bars, .modules, .halftone: true
        }
    }

    /// The area of the dark modules of a grid.
    ///
    /// - Parameters:
    ///   - grid: The modules.
    ///   - x: The scene's column of the grid's first module.
    ///   - y: The scene's row of the grid's first module.
    /// - Returns: The area; nothing for a halftone.
    func path(of grid: ModuleGrid, x: Int, y: Int) -> Path {
        var path = Path()
        switch self {
        case .sharp: CornerRounding.uniform(0).appendOutline(of: grid, x: x, y: y, to: &path)
        case .regions(let rounding): rounding.appendOutline(of: grid, x: x, y: y, to: &path)
        case .bars(let isVertical): Self.appendBars(of: grid, x: x, y: y, isVertical: isVertical, to: &path)
        case .modules(let shape):
            let stamp = shape.path
            path.reserve(grid.darkCount * stamp.elements.count)
            grid.forEachDark { path.append(stamp, at: Point(Double(x + $0), Double(y + $1))) }
        case .halftone: break
        }
        return path
    }

    /// The gap between neighbouring bars, half on each side.
    private static let barInset = 0.06

    private static func appendBars(of grid: ModuleGrid, x: Int, y: Int, isVertical: Bool, to path: inout Path) {
        let lines = isVertical ? grid.transposed : grid
        let radius = 0.5 - barInset
        for line in 0..<lines.size {
            lines.forEachRun(inRow: line) { run in
                let (start, length) = (Double(run.lowerBound), Double(run.count))
                let along = Rect(x: start, y: Double(line) + barInset, width: length, height: 2 * radius)
                let box =
                    isVertical ? Rect(x: along.y, y: along.x, width: along.height, height: along.width) : along
                let placed = Rect(x: box.x + Double(x), y: box.y + Double(y), width: box.width, height: box.height)
                path.appendRound(placed, radius: radius)
            }
        }
    }
}

extension ModuleGrid {
    /// Calls `body` with the column and row of each dark module, row by row.
    func forEachDark(_ body: (_ x: Int, _ y: Int) -> Void) {
        for y in 0..<size {
            for word in 0..<wordsPerRow {
                var bits = words[y * wordsPerRow + word]
                while bits != 0 {
                    body(word * 64 + bits.trailingZeroBitCount, y)
                    bits &= bits - 1
                }
            }
        }
    }

    /// The grid with rows and columns exchanged.
    var transposed: ModuleGrid { ModuleGrid(size: size) { self[$1, $0] } }
}
