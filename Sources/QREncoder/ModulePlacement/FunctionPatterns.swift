// SPDX-License-Identifier: Apache-2.0

/// The modules of a version that carry no codewords: finder, timing and alignment patterns, version information, and
/// the room kept for the format information (ISO/IEC 18004:2015, 6.3 and 7.7.2).
///
/// The arrangement is symmetric about the main diagonal (the dark module, which is not, counts as format information),
/// so the packed rows are the packed columns too.
struct FunctionPatterns {
    let size: Int
    let wordsPerLine: Int
    /// The dark modules among them, packed lines; the format information is left light.
    private(set) var dark: [UInt64]
    /// All of them, packed lines.
    private(set) var reserved: [UInt64]

    init(version: Int) {
        size = 17 + 4 * version
        wordsPerLine = (size + 63) / 64
        dark = [UInt64](repeating: 0, count: size * wordsPerLine)
        reserved = dark
        drawTimingPatterns()
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x: x, y: y) }
        drawAlignmentPatterns(version: version)
        reserveFormatInformation()
        if version >= VersionInformation.firstVersion { drawVersionInformation(version: version) }
    }

    /// Whether the module is reserved.
    func isReserved(x: Int, y: Int) -> Bool {
        reserved[y * wordsPerLine + x / 64] >> UInt64(x % 64) & 1 == 1
    }

    private mutating func set(x: Int, y: Int, dark isDark: Bool) {
        guard 0..<size ~= x, 0..<size ~= y else { return }
        let word = y * wordsPerLine + x / 64
        let bit = 1 << UInt64(x % 64) as UInt64
        reserved[word] |= bit
        if isDark { dark[word] |= bit } else { dark[word] &= ~bit }
    }

    private mutating func drawTimingPatterns() {
        for index in 0..<size {
            set(x: index, y: 6, dark: index % 2 == 0)
            set(x: 6, y: index, dark: index % 2 == 0)
        }
    }

    /// Draws rings around the centre: dark 3 × 3, light, dark, and the light separator.
    private mutating func drawFinder(x: Int, y: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let ring = max(abs(dx), abs(dy))
                set(x: x + dx, y: y + dy, dark: ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignmentPatterns(version: Int) {
        let centers = AlignmentPatterns.centers(version: version)
        guard let last = centers.last else { return }
        // The three corners belong to the finders.
        for y in centers {
            for x in centers where !(x == 6 && (y == 6 || y == last)) && !(y == 6 && x == last) {
                for dy in -2...2 {
                    for dx in -2...2 { set(x: x + dx, y: y + dy, dark: max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
    }

    private mutating func reserveFormatInformation() {
        for index in (0...8).filter({ $0 != 6 }) + (size - 8..<size) {
            set(x: 8, y: index, dark: false)
            set(x: index, y: 8, dark: false)
        }
    }

    /// Draws the two blocks of 6 × 3 modules beside the finders at the top right and bottom left (Figure 27).
    private mutating func drawVersionInformation(version: Int) {
        let bits = VersionInformation.bits(version: version)
        for bit in 0..<18 {
            let isDark = bits >> bit & 1 == 1
            set(x: size - 11 + bit % 3, y: bit / 3, dark: isDark)
            set(x: bit / 3, y: size - 11 + bit % 3, dark: isDark)
        }
    }
}
