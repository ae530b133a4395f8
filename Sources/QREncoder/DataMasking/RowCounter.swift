// SPDX-License-Identifier: Apache-2.0

/// Adds up rules 1 to 3 and the dark modules over packed rows, four rows at a time.
///
/// A 2 × 2 block of three points is counted as four, less the one point that every place which is no block counts;
/// so each binary digit takes just two words a row. The caller takes away one point for every place.
struct RowCounter {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    /// What one row adds.
    private struct Row {
        var fives = Lanes.zero
        var starts = Lanes.zero
        var finders = Lanes.zero
        var blocks = Lanes.zero
        var nonBlocks = Lanes.zero
    }

    private let width: Int
    /// The places in this word where a 2 × 2 block may begin.
    private let places: Lanes
    private let isLastWord: Bool
    /// Where a module of the present row differs from its right neighbour.
    private var steps = Lanes.zero

    // Binary digits of the points so far; the thirty-seconds are kept as a sum in each byte. A position collects at
    // most 173 + 2 × 35 + 4 × 176 points, so a byte at most 8 × 29 times thirty-two.
    private var ones = Lanes.zero
    private var twos = Lanes.zero
    private var fours = Lanes.zero
    private var eights = Lanes.zero
    private var sixteens = Lanes.zero
    private var thirtyTwos = Lanes.zero
    private var finders = FinderCounter()

    // Binary digits of the dark modules so far, at most 177 in a position.
    private var darkOnes = Lanes.zero
    private var darkTwos = Lanes.zero
    private var darkFours = Lanes.zero
    private var darkEights = Lanes.zero

    @inline(__always)
    init(word: Int, size: Int, width: Int) {
        self.width = width
        isLastWord = word == width &- 1
        let columns = SymbolLayout.columnMask(word: word, size: size)
        places = Lanes(repeating: isLastWord ? columns &>> 1 : columns)
    }

    /// Looks at the first row and adds what is found.
    @inline(__always)
    mutating func addFirst(_ window: inout LineWindow, _ line: UnsafePointer<Lanes>) {
        steps = unsafe steps(at: line)
        unsafe window.look(at: line)
        let row = unsafe row(window, line)
        ones = row.fives ^ row.nonBlocks
        let carry = row.fives & row.nonBlocks
        twos = row.starts ^ carry
        let fourCarry = row.starts & carry
        fours = row.blocks ^ fourCarry
        eights = row.blocks & fourCarry
        finders.addFirst(row.finders)
        darkOnes = unsafe line[0]
    }

    /// Moves the window on by four rows and adds what it finds.
    @inline(__always)
    mutating func addFour(_ window: inout LineWindow, _ line: inout UnsafePointer<Lanes>) {
        let before = unsafe line
        let first = unsafe row(ColumnCounter.next(&window, &line, width), line)
        let firstEight = addPoints(first)
        let second = unsafe row(ColumnCounter.next(&window, &line, width), line)
        let secondEight = addPoints(second)
        let third = unsafe row(ColumnCounter.next(&window, &line, width), line)
        let thirdEight = addPoints(third)
        let fourth = unsafe row(ColumnCounter.next(&window, &line, width), line)
        let fourthEight = addPoints(fourth)
        addEights(firstEight, secondEight, thirdEight, fourthEight)
        finders.addFour(first.finders, second.finders, third.finders, fourth.finders)
        unsafe addDark(after: before)
    }

    /// Adds the blocks and dark modules of the last four rows, in which no run can begin.
    @inline(__always)
    mutating func addLastFour(_ line: UnsafePointer<Lanes>) {
        let first = unsafe addPoints(lastRow(line + width))
        let second = unsafe addPoints(lastRow(line + 2 &* width))
        let third = unsafe addPoints(lastRow(line + 3 &* width))
        addEights(first, second, third, .zero)
        unsafe addDark(after: line)
    }

    /// The points of rules 1 to 3, one too many for every place.
    @inline(__always)
    var penalty: Lanes {
        VerticalCounter.count(ones) &+ VerticalCounter.count(twos) &<< 1 &+ VerticalCounter.count(fours) &<< 2
            &+ VerticalCounter.count(eights) &<< 3 &+ VerticalCounter.count(sixteens) &<< 4
            &+ VerticalCounter.sum(ofBytes: thirtyTwos) &<< 5 &+ finders.penalty
    }

    /// The dark modules.
    @inline(__always)
    var dark: Lanes {
        VerticalCounter.count(darkOnes) &+ VerticalCounter.count(darkTwos) &<< 1
            &+ VerticalCounter.count(darkFours) &<< 2 &+ VerticalCounter.sum(ofBytes: darkEights) &<< 3
    }

    @inline(__always)
    private mutating func row(_ window: LineWindow, _ line: UnsafePointer<Lanes>) -> Row {
        var row = unsafe blocks(line, difference: window.difference)
        row.fives = window.fives
        row.starts = window.starts
        row.finders = window.finders
        return row
    }

    @inline(__always)
    private mutating func lastRow(_ line: UnsafePointer<Lanes>) -> Row {
        unsafe blocks(line, difference: line[0] ^ line[width])
    }

    /// Rule 2: no difference downwards, and none to the right in this row and the next.
    @inline(__always)
    private mutating func blocks(_ line: UnsafePointer<Lanes>, difference: Lanes) -> Row {
        let nextSteps = unsafe steps(at: line + width)
        let differs = difference | steps | nextSteps
        steps = nextSteps
        var row = Row()
        row.blocks = places & ~differs
        row.nonBlocks = places & differs
        return row
    }

    @inline(__always)
    private func steps(at line: UnsafePointer<Lanes>) -> Lanes {
        let word = unsafe line[0]
        if isLastWord { return word ^ word &>> 1 }
        return unsafe word ^ (word &>> 1 | line[1] &<< 63)
    }

    /// Adds a row's points; the result is the carry of eights.
    @inline(__always)
    private mutating func addPoints(_ row: Row) -> Lanes {
        let two = VerticalCounter.add(row.fives, row.nonBlocks, to: &ones)
        let four = VerticalCounter.add(row.starts, two, to: &twos)
        return VerticalCounter.add(row.blocks, four, to: &fours)
    }

    @inline(__always)
    private mutating func addEights(_ first: Lanes, _ second: Lanes, _ third: Lanes, _ fourth: Lanes) {
        let pair = VerticalCounter.add(first, second, to: &eights)
        let otherPair = VerticalCounter.add(third, fourth, to: &eights)
        thirtyTwos &+= VerticalCounter.bytes(VerticalCounter.add(pair, otherPair, to: &sixteens))
    }

    /// Adds the dark modules of the four rows after this one.
    @inline(__always)
    private mutating func addDark(after line: UnsafePointer<Lanes>) {
        let pair = unsafe VerticalCounter.add(line[width], line[2 &* width], to: &darkOnes)
        let otherPair = unsafe VerticalCounter.add(line[3 &* width], line[4 &* width], to: &darkOnes)
        let fours = VerticalCounter.add(pair, otherPair, to: &darkTwos)
        darkEights &+= VerticalCounter.bytes(VerticalCounter.add(fours, to: &darkFours))
    }
}
