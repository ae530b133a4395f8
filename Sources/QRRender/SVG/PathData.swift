// SPDX-License-Identifier: Apache-2.0

/// The `d` attribute of an SVG path in few bytes: relative commands, no spaces but where two numbers would run together
/// (SVG 2, §9.3), and of the next loops always the one, from the corner, that takes the least text.
struct PathData {
    /// The loops that are looked at: more than four save a hundredth of a percent each.
    private static let window = 4

    /// A loop that waits for its turn.
    private struct Waiting {
        let x: Int
        let y: Int
        /// The edges: to the right or left, then down or up, and so on.
        let edges: [Int]
    }

    private var text: [UInt8] = []
    private var waiting: [Waiting] = []
    /// Where the last subpath began, which is where the pen is after `z`.
    private var pen: (x: Int, y: Int)?

    /// Appends a closed loop.
    ///
    /// - Parameters:
    ///   - loop: The loop.
    ///   - x: What is added to its columns.
    ///   - y: What is added to its rows.
    mutating func append(_ loop: RegionOutline.Loop, x: Int, y: Int) {
        waiting.append(Waiting(x: loop.x + x, y: loop.y + y, edges: loop.edges))
        if waiting.count == Self.window { writeCheapest() }
    }

    /// The text of all loops, ASCII.
    consuming func finish() -> [UInt8] {
        while !waiting.isEmpty { writeCheapest() }
        return text
    }

    private mutating func writeCheapest() {
        let pen = pen ?? (0, 0)
        var best = (length: Int.max, loop: 0, corner: 0, x: 0, y: 0)
        for (index, loop) in waiting.enumerated() {
            var (x, y) = (loop.x, loop.y)
            for (corner, edge) in loop.edges.enumerated() {
                // The edge before the corner is the straight way back, which `z` draws.
                let dropped = loop.edges[corner == 0 ? loop.edges.count - 1 : corner - 1]
                let length =
                    Self.length(of: x - pen.x) + Self.length(of: y - pen.y) + (y >= pen.y ? 1 : 0)
                    - Self.length(of: dropped)
                if length < best.length { best = (length, index, corner, x, y) }
                if corner.isMultiple(of: 2) { x += edge } else { y += edge }
            }
        }
        let edges = waiting.remove(at: best.loop).edges
        move(to: (best.x, best.y))
        for step in best.corner..<best.corner + edges.count - 1 {
            let index = step % edges.count
            text.append(UInt8(ascii: index.isMultiple(of: 2) ? "h" : "v"))
            text.append(number: edges[index])
        }
        text.append(UInt8(ascii: "z"))
    }

    /// The characters of a number.
    private static func length(of number: Int) -> Int {
        var (length, rest) = (number < 0 ? 2 : 1, number.magnitude)
        while rest >= 10 { (length, rest) = (length + 1, rest / 10) }
        return length
    }

    private mutating func move(to point: (x: Int, y: Int)) {
        text.append(UInt8(ascii: pen == nil ? "M" : "m"))
        let (x, y) = (point.x - (pen?.x ?? 0), point.y - (pen?.y ?? 0))
        text.append(number: x)
        if y >= 0 { text.append(UInt8(ascii: " ")) }
        text.append(number: y)
        pen = point
    }
}

extension [UInt8] {
    /// Appends a whole number in decimal ASCII.
    mutating func append(number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(digitsOf: number.magnitude)
    }

    private mutating func append(digitsOf number: UInt) {
        if number >= 10 { append(digitsOf: number / 10) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
