// SPDX-License-Identifier: Apache-2.0

/// Where a logo lies on a symbol.
package struct LogoPlacement: Hashable, Sendable {
    /// The picture's place in modules from the symbol's top left corner.
    package let frame: Rect
    /// The columns of the modules that are left out; empty where none are.
    package let clearedColumns: Range<Int>
    /// The rows of the modules that are left out; empty where none are.
    package let clearedRows: Range<Int>

    /// Modules at each edge that stay: the eyes, their separators and the format information.
    private static let edge = 9

    /// Lays a logo on a symbol.
    ///
    /// Left out are all modules that the picture and its margin touch, as many on each side of the middle.
    ///
    /// - Parameters:
    ///   - logo: The logo.
    ///   - symbolSize: The modules along one side of the symbol.
    package init(_ logo: Logo, symbolSize: Int) {
        let longer = logo.ratio * Double(symbolSize)
        let (width, height) = (Double(logo.picture.width), Double(logo.picture.height))
        let scale = longer / max(width, height)
        let middle = Double(symbolSize) / 2
        frame = Rect(
            x: middle - width * scale / 2, y: middle - height * scale / 2, width: width * scale, height: height * scale,
        )
        guard logo.clearsModules else {
            (clearedColumns, clearedRows) = (0..<0, 0..<0)
            return
        }
        clearedColumns = Self.touched(frame.x - logo.margin, symbolSize)
        clearedRows = Self.touched(frame.y - logo.margin, symbolSize)
    }

    /// The modules from the one that holds `start` to its mirror image.
    private static func touched(_ start: Double, _ size: Int) -> Range<Int> {
        // What touches a module by less than a thousandth is rounding.
        let first = max(edge, Int((start + 0.001).rounded(.down)))
        return first < size - first ? first..<size - first : 0..<0
    }
}
