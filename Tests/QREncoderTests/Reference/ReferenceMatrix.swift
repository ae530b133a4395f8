// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// Modules one by one, row after row: what the reference encoder draws on.
struct ReferenceMatrix: Equatable {
    let size: Int
    private(set) var isDark: [Bool]
    /// Whether a module belongs to a function pattern, the format or the version information.
    private(set) var isFunction: [Bool]

    init(size: Int) {
        self.size = size
        isDark = Array(repeating: false, count: size * size)
        isFunction = isDark
    }

    /// A copy of a finished symbol's modules.
    init(_ symbol: QRSymbol) {
        self.init(size: symbol.size)
        for y in 0..<size {
            for x in 0..<size { isDark[y * size + x] = symbol[x, y] }
        }
    }

    subscript(x: Int, y: Int) -> Bool {
        get { isDark[y * size + x] }
        set { isDark[y * size + x] = newValue }
    }

    /// Draws a module that carries no data.
    mutating func setFunction(_ x: Int, _ y: Int, _ dark: Bool) {
        guard 0..<size ~= x, 0..<size ~= y else { return }
        isDark[y * size + x] = dark
        isFunction[y * size + x] = true
    }

    /// Whether a module carries no data.
    func isFunction(_ x: Int, _ y: Int) -> Bool { isFunction[y * size + x] }
}
