// SPDX-License-Identifier: Apache-2.0

/// What tiles are cut from, apart from colors: everything that a kind of picture may show in a module.
enum TileSpecimen: Hashable, Sendable {
    /// A shape in all neighborhoods that it looks different in.
    case shape(PatternShape, layer: Int)
    /// Outlines that lie on some modules, such as an eye, from the top left one of these.
    case patch(columns: Int, rows: Int, outlines: [TilePatch.Outline])
}

/// Outlines of some layers, and the modules of the scene that they lie on.
struct TilePatch {
    /// The columns.
    private(set) var columns: Range<Int>
    /// The rows.
    private(set) var rows: Range<Int>
    /// The outlines, each with the number of its layer.
    private(set) var outlines: [Outline]

    /// An outline and the number of its layer.
    struct Outline: Hashable, Sendable {
        let layer: Int
        let path: Path
    }

    /// The modules under an outline, as far as they lie in a scene; `nil` when there are none.
    init?(_ path: Path, layer: Int, side: Int) {
        var (left, top, right, bottom) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        func reach(_ point: Point) {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
        for element in path.elements {
            switch element {
            case .move(let point), .line(let point): reach(point)
            case .curve(let first, let second, let end):
                reach(first)
                reach(second)
                reach(end)
            case .close: break
            }
        }
        let whole = Double(side)
        guard max(left, top) < whole, min(right, bottom) > 0 else { return nil }
        columns = Int(max(0, left.rounded(.down)))..<Int(min(whole, right.rounded(.up)))
        rows = Int(max(0, top.rounded(.down)))..<Int(min(whole, bottom.rounded(.up)))
        outlines = [Outline(layer: layer, path: path)]
    }

    /// What it looks like, wherever it lies.
    var specimen: TileSpecimen {
        let (left, top) = (Double(columns.lowerBound), Double(rows.lowerBound))
        let moved = outlines.map { outline in
            Outline(layer: outline.layer, path: outline.path.mapped { Point($0.x - left, $0.y - top) })
        }
        return .patch(columns: columns.count, rows: rows.count, outlines: moved)
    }

    /// The patch that holds this one and another.
    func union(_ other: TilePatch) -> TilePatch {
        var both = self
        both.columns = columns.union(other.columns)
        both.rows = rows.union(other.rows)
        both.outlines += other.outlines
        return both
    }

    /// Whether they share a module.
    func overlaps(_ other: TilePatch) -> Bool { columns.overlaps(other.columns) && rows.overlaps(other.rows) }

    /// Patches that share no module, in the order of their first outlines.
    static func separate(_ patches: [TilePatch]) -> [TilePatch] {
        var separate: [TilePatch] = []
        for patch in patches {
            var patch = patch
            while let index = separate.firstIndex(where: patch.overlaps) {
                patch = separate.remove(at: index).union(patch)
            }
            separate.append(patch)
        }
        return separate
    }
}

extension Range<Int> {
    /// The least range that holds both.
    fileprivate func union(_ other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
