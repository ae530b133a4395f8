// SPDX-License-Identifier: Apache-2.0

/// Operators of a page, in the words that PDF has and that the prologue of our EPS files gives to PostScript.
struct PageText {
    /// The operators so far, ASCII.
    private(set) var bytes: [UInt8] = []

    /// Appends an operator with its operands as they are.
    mutating func append(_ text: String) {
        bytes += text.utf8
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends numbers and an operator.
    mutating func append(_ operands: [Double], _ name: String) {
        for operand in operands {
            bytes.append(number: operand)
            bytes.append(UInt8(ascii: " "))
        }
        append(name)
    }

    /// Appends numbers in full precision and an operator, for matrices: an error in them grows with every place.
    mutating func append(matrix: [Double], _ name: String = "cm") {
        append(Self.text(matrix) + " " + name)
    }

    /// Appends the outline of an area.
    mutating func append(_ path: Path) {
        for element in path.elements {
            switch element {
            case .move(let point): append([point.x, point.y], "m")
            case .line(let point): append([point.x, point.y], "l")
            case .curve(let first, let second, let end):
                append([first.x, first.y, second.x, second.y, end.x, end.y], "c")
            case .close: append("h")
            }
        }
    }

    /// Appends the outlines of modules.
    mutating func append(_ layer: ModuleLayer) {
        RegionOutline.forEachLoop(of: layer.grid) { loop in
            var (x, y) = (loop.x + layer.x, loop.y + layer.y)
            append([Double(x), Double(y)], "m")
            for (index, edge) in loop.edges.dropLast().enumerated() {
                if index.isMultiple(of: 2) { x += edge } else { y += edge }
                append([Double(x), Double(y)], "l")
            }
            append("h")
        }
    }

    /// Appends the outline of a rectangle.
    mutating func append(_ rect: Rect) {
        append([rect.x, rect.y], "m")
        append([rect.x + rect.width, rect.y], "l")
        append([rect.x + rect.width, rect.y + rect.height], "l")
        append([rect.x, rect.y + rect.height], "l")
        append("h")
    }

    /// Numbers to a millionth, with spaces between.
    static func text(_ numbers: [Double]) -> String {
        numbers.map(text).joined(separator: " ")
    }

    /// A number to a millionth, without an exponent, which neither language of pages has.
    static func text(_ number: Double) -> String {
        let millionths = Int((max(-1e9, min(1e9, number)) * 1_000_000).rounded())
        let (whole, fraction) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var text = (millionths < 0 ? "-" : "") + String(whole)
        guard fraction > 0 else { return text }
        var digits = String(String(1_000_000 + fraction).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        text += "." + digits
        return text
    }
}
