// SPDX-License-Identifier: Apache-2.0

/// How much of each pixel a path covers, row by row from the top down: exact areas, in whole numbers, so that edges
/// that two squares share cancel out and a full pixel is full.
///
/// In each row every edge adds to the pixels that it crosses the height that it spans there, and the area to its left;
/// a sum from left to right then is the coverage (Levoy; known from FreeType's smooth rasteriser). Paths do not overlap
/// themselves, so that the non-zero rule is a clamp. Pixels that no edge crosses have the coverage of the one before:
/// they become spans without being looked at.
final class PathCoverage {
    private let flattening: PathFlattening
    private let side: Int
    /// The steps between none and full coverage.
    private let shades: Int
    private var edges: [PathEdge] = []
    private var nextStart: Int
    private var cells: CoverageCells

    /// Prepares a path.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - layout: Where the modules lie.
    ///   - shades: The steps between none and full coverage, 1…255.
    init(_ path: Path, layout: PixelLayout, shades: Int) {
        flattening = PathFlattening(path, layout: layout)
        side = layout.side
        self.shades = shades
        nextStart = flattening.nextStart(from: 0)
        cells = CoverageCells(count: layout.side)
    }

    /// Finds the spans of a row.
    ///
    /// - Parameters:
    ///   - y: The row of pixels, below those asked for before.
    ///   - spans: Takes the spans from left to right in place of what it holds.
    /// - Returns: The first row from `y + 1` on whose spans may be others.
    func spans(inRow y: Int, _ spans: inout [CoverageSpan]) -> Int {
        while nextStart <= y {
            flattening.appendEdges(startingIn: nextStart, to: &edges)
            nextStart = flattening.nextStart(from: nextStart + 1)
        }
        spans.removeAll(keepingCapacity: true)
        let steadyUntil = addEdges(toRow: y)
        guard !edges.isEmpty else { return nextStart }
        cells.sweep(shades: shades, into: &spans)
        return max(y + 1, steadyUntil)
    }

    /// Adds what the edges cover in a row, drops those that end above it, and finds the row until which nothing changes.
    private func addEdges(toRow y: Int) -> Int {
        let (top, bottom) = (y * PathEdge.scale, (y + 1) * PathEdge.scale)
        var steadyUntil = nextStart
        var kept = 0
        for index in edges.indices {
            let edge = edges[index]
            guard edge.bottom > top else { continue }
            if kept < index { edges[kept] = edge }
            kept += 1
            guard edge.top < bottom else {
                steadyUntil = min(steadyUntil, edge.top / PathEdge.scale)
                continue
            }
            let (upper, lower) = (max(edge.top, top), min(edge.bottom, bottom))
            let isSteady = edge.isUpright && edge.top <= top && edge.bottom >= bottom
            steadyUntil = isSteady ? min(steadyUntil, edge.bottom / PathEdge.scale) : 0
            cells.add(height: lower - upper, from: edge.x(at: upper), to: edge.x(at: lower), sign: edge.sign)
        }
        edges.removeLast(edges.count - kept)
        return steadyUntil
    }
}
