// SPDX-License-Identifier: Apache-2.0

package import QREncoder

/// Writes the modules as rows of the characters `0` (light) and `1` (dark), each ended by a newline, without quiet zone.
package enum MatrixWriter {
    /// Writes a symbol.
    ///
    /// - Parameter grid: The modules of the symbol.
    /// - Returns: ASCII text, one line a row of modules.
    package static func write(_ grid: ModuleGrid) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(grid.size * (grid.size + 1))
        for y in 0..<grid.size {
            for x in 0..<grid.size { text.append(UInt8(ascii: grid[x, y] ? "1" : "0")) }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// Writes a symbol of any shape.
    ///
    /// - Parameter symbol: The symbol.
    /// - Returns: ASCII text, one line a row of modules.
    package static func write(_ symbol: some MatrixSymbol) -> [UInt8] {
        var text: [UInt8] = []
        for y in 0..<symbol.height {
            for x in 0..<symbol.width { text.append(UInt8(ascii: symbol[x, y] ? "1" : "0")) }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
