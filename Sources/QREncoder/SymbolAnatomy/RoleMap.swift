// SPDX-License-Identifier: Apache-2.0

/// The making of a ``SymbolAnatomy``: function patterns first, then the codewords' way around them.
struct RoleMap {
    private let version: Int
    private let size: Int
    /// One number a module, row by row.
    private(set) var numbers: [UInt16]

    init(version: Int) {
        self.version = version
        size = 17 + 4 * version
        numbers = Array(repeating: RoleNumber.remainder.rawValue, count: size * size)
    }

    /// Marks all patterns; what is drawn later lies over what is drawn before, as in the symbol.
    mutating func drawFunctionPatterns() {
        fill(0..<size, 6..<7, .timing)
        fill(6..<7, 0..<size, .timing)
        drawFormatInformation()
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
            fill(x - 4..<x + 5, y - 4..<y + 5, .separator)
            fill(x - 3..<x + 4, y - 3..<y + 4, .finder)
        }
        drawAlignmentPatterns()
        if version >= VersionInformation.firstVersion {
            fill(size - 11..<size - 8, 0..<6, .version)
            fill(0..<6, size - 11..<size - 8, .version)
        }
    }

    /// Numbers the modules of the message: eight bits a codeword; bits beyond the last codeword are the remainder.
    mutating func layCodewords() {
        let path = CodewordPath(around: FunctionPatterns(version: version))
        for run in path.runs {
            for step in 0..<Int(run.count) {
                let row = run.isUpward ? Int(run.top) + Int(run.count) - 1 - step : Int(run.top) + step
                set(bit: Int(run.bit) + 2 * step, x: Int(run.column), y: row)
                set(bit: Int(run.bit) + 2 * step + 1, x: Int(run.column) - 1, y: row)
            }
        }
        for single in path.singles { set(bit: Int(single.bit), x: Int(single.column), y: Int(single.row)) }
    }

    private mutating func set(bit: Int, x: Int, y: Int) {
        guard bit / 8 < BlockStructure.dataModules(version: version) / 8 else { return }
        numbers[y * size + x] = UInt16(bit / 8)
    }

    private mutating func drawFormatInformation() {
        for index in (0...8).filter({ $0 != 6 }) + (size - 8..<size) {
            fill(8..<9, index..<index + 1, .format)
            fill(index..<index + 1, 8..<9, .format)
        }
        fill(8..<9, size - 8..<size - 7, .darkModule)
    }

    private mutating func drawAlignmentPatterns() {
        for (x, y) in SymbolAnatomy.alignmentCenters(version: version) {
            fill(x - 2..<x + 3, y - 2..<y + 3, .alignment)
        }
    }

    private mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ role: RoleNumber) {
        for y in rows.clamped(to: 0..<size) {
            for x in columns.clamped(to: 0..<size) { numbers[y * size + x] = role.rawValue }
        }
    }
}
