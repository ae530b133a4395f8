// SPDX-License-Identifier: Apache-2.0

/// The `d` attribute of any path: like ``PathData``, with numbers of up to three decimals.
///
/// A thousandth of a module is less than a pixel of the largest raster picture. Places are rounded before differences
/// are taken, so that errors do not add up along a loop and loops that touch still do.
struct CurvePathData {
    /// The text so far, ASCII.
    private(set) var text: [UInt8] = []
    private var pen = Place(x: 0, y: 0)
    private var start = Place(x: 0, y: 0)
    /// The second control point of the curve just drawn, which a smooth curve goes on from.
    private var control: Place?
    private var command = UInt8(ascii: " ")
    private var endsWithDecimals = false

    /// The outline as text.
    ///
    /// - Parameter path: The outline.
    init(_ path: Path) {
        for (index, element) in path.elements.enumerated() {
            switch element {
            case .move(let point): move(to: Place(point))
            case .line(let point):
                let place = Place(point)
                let isLast = index + 1 < path.elements.count && path.elements[index + 1] == .close
                // `z` draws the straight way back.
                if !(isLast && place == start) { line(to: place) }
            case .curve(let first, let second, let end): curve(Place(first), Place(second), Place(end))
            case .close: close()
            }
        }
    }

    /// A point in thousandths of a module.
    private struct Place: Equatable {
        var x: Int
        var y: Int

        init(x: Int, y: Int) { (self.x, self.y) = (x, y) }

        init(_ point: Point) { self.init(x: point.x.thousandths, y: point.y.thousandths) }

        static func - (one: Place, other: Place) -> Place { Place(x: one.x - other.x, y: one.y - other.y) }
    }

    private mutating func move(to place: Place) {
        write(text.isEmpty ? "M" : "m")
        write(place - pen)
        (pen, start, control) = (place, place, nil)
        // Numbers after those of a move would be lines.
        command = UInt8(ascii: " ")
    }

    private mutating func line(to place: Place) {
        let step = place - pen
        if step == Place(x: 0, y: 0) { return }
        if step.y == 0 {
            write("h")
            write(step.x)
        } else if step.x == 0 {
            write("v")
            write(step.y)
        } else {
            write("l")
            write(step)
        }
        (pen, control) = (place, nil)
    }

    private mutating func curve(_ first: Place, _ second: Place, _ end: Place) {
        if let control, first - pen == pen - control {
            write("s")
        } else {
            write("c")
            write(first - pen)
        }
        write(second - pen)
        write(end - pen)
        (pen, control) = (end, second)
    }

    private mutating func close() {
        write("z")
        (pen, control) = (start, nil)
    }

    /// A command letter, left out where it is that of the command before.
    private mutating func write(_ letter: Unicode.Scalar) {
        let letter = UInt8(ascii: letter)
        if letter == command { return }
        text.append(letter)
        (command, endsWithDecimals) = (letter, false)
    }

    private mutating func write(_ step: Place) {
        write(step.x)
        write(step.y)
    }

    /// A number, with a space before it only where it would run together with the one before.
    private mutating func write(_ thousandths: Int) {
        let last = text.last ?? 0
        let followsNumber = UInt8(ascii: "0")...UInt8(ascii: "9") ~= last
        let beginsWithPoint = thousandths > 0 && thousandths < 1_000
        if followsNumber, thousandths >= 0, !(beginsWithPoint && endsWithDecimals) { text.append(UInt8(ascii: " ")) }
        text.append(thousandths: thousandths)
        endsWithDecimals = !thousandths.isMultiple(of: 1_000)
    }
}

extension Double {
    /// The nearest thousandth; places in scenes are far below a million.
    var thousandths: Int { Int((Swift.max(-1e9, Swift.min(1e9, self)) * 1_000).rounded()) }
}

extension [UInt8] {
    /// Appends a number of thousandths in decimal ASCII, without needless zeros.
    mutating func append(thousandths: Int) {
        if thousandths < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1_000)
        if whole > 0 || fraction == 0 { append(number: Int(whole)) }
        guard fraction > 0 else { return }
        var digits = String(1_000 + fraction).utf8.dropFirst()
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        append(UInt8(ascii: "."))
        append(contentsOf: digits)
    }

    /// Appends a number in decimal ASCII to a thousandth, without needless zeros.
    mutating func append(number: Double) { append(thousandths: number.thousandths) }
}
