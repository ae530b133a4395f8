// SPDX-License-Identifier: Apache-2.0

/// Adds up rules 1 and 3 over packed lines, four lines at a time.
///
/// A run of n modules counts n − 4 fives of one point and one start of two points, which makes its n − 2.
struct ColumnCounter {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    // Binary digits of the points so far; the sixteens are kept as a sum in each byte. A position collects at most
    // 173 + 2 × 35 points, so a byte at most 8 × 15 sixteens.
    private var ones = Lanes.zero
    private var twos = Lanes.zero
    private var fours = Lanes.zero
    private var eights = Lanes.zero
    private var sixteens = Lanes.zero
    private var finders = FinderCounter()

    /// Adds what the window has found at the first line.
    @inline(__always)
    mutating func add(_ window: LineWindow) {
        ones = window.fives
        twos = window.starts
        finders.addFirst(window.finders)
    }

    /// Moves the window on by four lines and adds what it finds.
    @inline(__always)
    mutating func addFour(_ window: inout LineWindow, _ line: inout UnsafePointer<Lanes>, width: Int) {
        let first = unsafe ColumnCounter.next(&window, &line, width)
        let second = unsafe ColumnCounter.next(&window, &line, width)
        let twosOfFives = VerticalCounter.add(first.fives, second.fives, to: &ones)
        let foursOfStarts = VerticalCounter.add(first.starts, second.starts, to: &twos)
        let third = unsafe ColumnCounter.next(&window, &line, width)
        let fourth = unsafe ColumnCounter.next(&window, &line, width)
        let moreTwosOfFives = VerticalCounter.add(third.fives, fourth.fives, to: &ones)
        let moreFoursOfStarts = VerticalCounter.add(third.starts, fourth.starts, to: &twos)
        let foursOfFives = VerticalCounter.add(twosOfFives, moreTwosOfFives, to: &twos)
        let eightsOfStarts = VerticalCounter.add(foursOfStarts, moreFoursOfStarts, to: &fours)
        let eightsOfFives = VerticalCounter.add(foursOfFives, to: &fours)
        sixteens &+= VerticalCounter.bytes(VerticalCounter.add(eightsOfStarts, eightsOfFives, to: &eights))
        finders.addFour(first.finders, second.finders, third.finders, fourth.finders)
    }

    /// Moves on by one line and looks.
    @inline(__always)
    static func next(_ window: inout LineWindow, _ line: inout UnsafePointer<Lanes>, _ width: Int) -> LineWindow {
        unsafe window.advance(from: line)
        unsafe line += width
        unsafe window.look(at: line)
        return window
    }

    /// The points of rules 1 and 3.
    @inline(__always)
    var penalty: Lanes {
        VerticalCounter.count(ones) &+ VerticalCounter.count(twos) &<< 1 &+ VerticalCounter.count(fours) &<< 2
            &+ VerticalCounter.count(eights) &<< 3 &+ VerticalCounter.sum(ofBytes: sixteens) &<< 4 &+ finders.penalty
    }
}
