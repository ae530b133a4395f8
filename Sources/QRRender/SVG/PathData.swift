// SPDX-License-Identifier: Apache-2.0

/// The `d` attribute of an SVG path in the fewest bytes that need no search: relative commands, no spaces but where two
/// numbers would run together (SVG 2, §9.3).
struct PathData {
    /// The text so far, ASCII.
    private(set) var text: [UInt8] = []
    /// Where the last subpath began, which is where the pen is after `z`.
    private var start: (x: Int, y: Int)?

    /// Appends a closed loop.
    ///
    /// - Parameters:
    ///   - loop: The loop.
    ///   - x: What is added to its columns.
    ///   - y: What is added to its rows.
    mutating func append(_ loop: RegionOutline.Loop, x: Int, y: Int) {
        move(to: (loop.x + x, loop.y + y))
        var isHorizontal = true
        // The last edge is the straight way back to the start, which `z` draws.
        for edge in loop.edges.dropLast() {
            text.append(UInt8(ascii: isHorizontal ? "h" : "v"))
            text.append(number: edge)
            isHorizontal.toggle()
        }
        text.append(UInt8(ascii: "z"))
    }

    private mutating func move(to point: (x: Int, y: Int)) {
        if let start {
            text.append(UInt8(ascii: "m"))
            append(pair: point.x - start.x, point.y - start.y)
        } else {
            text.append(UInt8(ascii: "M"))
            append(pair: point.x, point.y)
        }
        start = point
    }

    private mutating func append(pair first: Int, _ second: Int) {
        text.append(number: first)
        if second >= 0 { text.append(UInt8(ascii: " ")) }
        text.append(number: second)
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
