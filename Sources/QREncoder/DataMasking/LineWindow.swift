// SPDX-License-Identifier: Apache-2.0

/// A window that slides over packed lines and finds, in every position across them at once, what rules 1 and 3 of the
/// mask penalty count (ISO/IEC 18004:2015, 7.8.3.1, Table 11).
///
/// It sees only whether neighbouring lines differ, so a run of five equal modules is four differences in a row that
/// are 0. Over packed columns it looks along the rows, over packed rows along the columns.
struct LineWindow {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    /// The lines of light modules that must precede the first line, for the surroundings of rule 3.
    static let linesBefore = 4
    /// The lines of light modules that must follow the last line.
    static let linesAfter = 6

    /// Five equal modules begin here; a run of n ≥ 5 modules has n − 4 such places.
    private(set) var fives = Lanes.zero
    /// A run of at least five begins here.
    private(set) var starts = Lanes.zero
    /// A finder-like pattern begins here: 1:1:3:1:1 beginning dark, with four light modules before or after it, or
    /// both; outside the symbol is light.
    private(set) var finders = Lanes.zero
    /// Where the present line differs from the next.
    private(set) var difference: Lanes

    private let width: Int
    private let columns: Lanes
    private var before = Lanes(repeating: ~0)
    private var second: Lanes
    private var third: Lanes
    private var fourth: Lanes
    private var fifth: Lanes

    /// A window in front of the first line.
    ///
    /// - Parameters:
    ///   - line: The word of the first line.
    ///   - width: The words of a line.
    ///   - columns: The bits of the word that lie inside the symbol.
    @inline(__always)
    init(line: UnsafePointer<Lanes>, width: Int, columns: UInt64) {
        self.width = width
        self.columns = Lanes(repeating: columns)
        difference = unsafe line[0] ^ line[width]
        second = unsafe line[width] ^ line[2 &* width]
        third = unsafe line[2 &* width] ^ line[3 &* width]
        fourth = unsafe line[3 &* width] ^ line[4 &* width]
        fifth = unsafe line[4 &* width] ^ line[5 &* width]
    }

    /// Looks at a line; the lines must come one after the other, and five must be left.
    @inline(__always)
    mutating func look(at line: UnsafePointer<Lanes>) {
        let sixth = unsafe line[5 &* width] ^ line[6 &* width]
        let middle = third | fourth
        fives = columns & ~(difference | second | middle)
        starts = fives & before
        let lightBefore = unsafe line[-width] | line[-2 &* width] | line[-3 &* width] | line[-4 &* width]
        let lightAfter = unsafe line[7 &* width] | line[8 &* width] | line[9 &* width] | line[10 &* width]
        let core = unsafe line[0] & difference & second & fifth & sixth
        finders = core & ~(middle | lightBefore & lightAfter)
    }

    /// Goes on to the next line.
    @inline(__always)
    mutating func advance(from line: UnsafePointer<Lanes>) {
        before = difference
        difference = second
        second = third
        third = fourth
        fourth = fifth
        fifth = unsafe line[5 &* width] ^ line[6 &* width]
    }
}
