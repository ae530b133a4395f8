// SPDX-License-Identifier: Apache-2.0

/// Writes the modules as Unicode half blocks for a terminal: two rows of modules a line, quiet zone included.
///
/// Like `qrencode -t UTF8`, it draws the light modules as blocks, in the terminal's text color: right on a terminal with
/// light text on a dark background, which is what most people have. A style whose foreground is lighter than its
/// background (such as white on black) turns that round: dark modules are blocks, right for dark text on a light
/// background. Most readers take either, but not all take a negative.
package enum HalfBlockWriter {
    /// Writes a symbol.
    ///
    /// - Parameters:
    ///   - grid: The modules of the symbol.
    ///   - style: The style; of its colors only matters which is the lighter.
    /// - Returns: UTF-8 text, each line ended by a newline. With an odd number of rows the last line's lower half is light.
    package static func write(_ grid: ModuleGrid, style: Style) -> [UInt8] {
        let rows = -style.margin..<grid.size + style.margin
        let lightIsBlock = !style.isNegative
        var text: [UInt8] = []
        text.reserveCapacity((rows.count + 1) / 2 * (3 * rows.count + 1))
        for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
            for x in rows {
                let upper = grid[x, y] != lightIsBlock
                let lower = grid[x, y + 1] != lightIsBlock
                text.append(contentsOf: block(upper: upper, lower: lower).utf8)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private static func block(upper: Bool, lower: Bool) -> String {
        switch (upper, lower) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
    }
}
