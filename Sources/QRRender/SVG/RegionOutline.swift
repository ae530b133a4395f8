// SPDX-License-Identifier: Apache-2.0

/// The outlines of the dark regions of a grid: closed loops along module edges, dark always on the right hand.
///
/// With that direction both fill rules of SVG fill exactly the dark modules, and because neighbouring modules share no
/// edge of the path there is nothing between them for a renderer to leave a hairline in. At a corner where two dark
/// modules touch, the loop goes on to the other one, which makes fewer loops and fewer bytes, or stays with its own,
/// whose corner can be rounded then.
struct RegionOutline {
    /// A loop starts with an edge to the right and alternates horizontal and vertical edges, each with its sign; the
    /// last, vertical edge leads back to the start.
    struct Loop: Equatable {
        /// The column of the start, in modules from the grid's left edge.
        let x: Int
        /// The row of the start, in modules from the grid's top edge.
        let y: Int
        /// The signed lengths of the edges in modules: to the right or left, then down or up, and so on.
        let edges: [Int]
    }

    enum Heading { case right, down, left, up }

    private let grid: ModuleGrid
    private let joinsDiagonals: Bool
    /// The top edges of dark modules that no loop has passed yet, packed like the grid: every loop has at least one.
    private var topEdges: [UInt64]

    /// Calls `body` with each loop, in the order of their starts from top left to bottom right.
    ///
    /// - Parameters:
    ///   - grid: The modules.
    ///   - joinsDiagonals: Whether dark modules that only touch at a corner are one region.
    ///   - body: Takes a loop.
    static func forEachLoop(of grid: ModuleGrid, joinsDiagonals: Bool = true, _ body: (Loop) -> Void) {
        var outline = RegionOutline(grid, joinsDiagonals: joinsDiagonals)
        for index in outline.topEdges.indices {
            while outline.topEdges[index] != 0 {
                let bit = outline.topEdges[index].trailingZeroBitCount
                let (y, word) = index.quotientAndRemainder(dividingBy: grid.wordsPerRow)
                body(outline.trace(fromX: word * 64 + bit, y: y))
            }
        }
    }

    private init(_ grid: ModuleGrid, joinsDiagonals: Bool) {
        self.grid = grid
        self.joinsDiagonals = joinsDiagonals
        topEdges = grid.words
        for index in grid.wordsPerRow..<topEdges.count {
            topEdges[index] &= ~grid.words[index - grid.wordsPerRow]
        }
    }

    private mutating func trace(fromX startX: Int, y startY: Int) -> Loop {
        var (x, y, heading) = (startX, startY, Heading.right)
        var edges: [Int] = []
        repeat {
            let (fromX, fromY) = (x, y)
            heading = follow(heading, &x, &y)
            edges.append(x - fromX + y - fromY)
        } while (x, y) != (startX, startY) || heading != .right
        return Loop(x: startX, y: startY, edges: edges)
    }

    /// Goes along an edge to its end and says where the loop turns: to the left where the module beyond the corner on
    /// that side is dark, to the right where the one ahead is light; where both is so, as diagonals are joined or not.
    private mutating func follow(_ heading: Heading, _ x: inout Int, _ y: inout Int) -> Heading {
        while true {
            let (isLeftDark, isAheadDark): (Bool, Bool)
            switch heading {
            case .right:
                topEdges[y * grid.wordsPerRow + x / 64] &= ~(1 << UInt64(x % 64))
                x += 1
                (isLeftDark, isAheadDark) = (grid[x, y - 1], grid[x, y])
            case .down:
                y += 1
                (isLeftDark, isAheadDark) = (grid[x, y], grid[x - 1, y])
            case .left:
                x -= 1
                (isLeftDark, isAheadDark) = (grid[x - 1, y], grid[x - 1, y - 1])
            case .up:
                y -= 1
                (isLeftDark, isAheadDark) = (grid[x - 1, y - 1], grid[x, y - 1])
            }
            if isLeftDark, isAheadDark || joinsDiagonals { return heading.left }
            if !isAheadDark { return heading.right }
        }
    }
}

extension RegionOutline.Heading {
    /// The direction after a turn to the left.
    var left: Self {
        switch self {
        case .right: .up
        case .down: .right
        case .left: .down
        case .up: .left
        }
    }

    /// The direction after a turn to the right.
    var right: Self {
        switch self {
        case .right: .down
        case .down: .left
        case .left: .up
        case .up: .right
        }
    }
}
