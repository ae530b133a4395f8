// SPDX-License-Identifier: Apache-2.0

/// Where the columns of modules lie in the bytes of a row: the margin before them with the filter type, the modules, and
/// the margin after them.
///
/// A column begins with the first byte that has bits of it. Where this byte has bits of the column before, too, there is
/// a seam.
struct TileColumns {
    /// The columns.
    let count: Int
    /// The bytes of a row.
    let rowBytes: Int
    /// The first byte of each column, and the end.
    let starts: [Int]
    /// The bit of its first byte at which each column begins.
    let phases: [Int]

    /// The columns of a picture.
    ///
    /// - Parameters:
    ///   - side: The modules along one side.
    ///   - layout: Where they lie.
    ///   - bits: The bits of a pixel.
    init(side: Int, layout: PixelLayout, bits: Int) {
        count = side + 2
        rowBytes = 1 + (layout.side * bits + 7) / 8
        let places = (0...side).map { (layout.offset + $0 * layout.module) * bits }
        starts = [0] + places.map { 1 + $0 / 8 } + [rowBytes]
        phases = [0] + places.map { $0 % 8 }
    }

    /// Whether no byte is shared by more than two columns, as those of small modules in few colors may be.
    var sharesBytesByTwo: Bool {
        (1..<count - 1).allSatisfy { starts[$0] < starts[$0 + 1] || phases[$0] == 0 }
    }

    /// The bytes of columns.
    @inline(__always)
    func bytes(_ column: Int, _ end: Int) -> Int { starts[end] - starts[column] }

    /// Whether the first byte of a column has bits of the column before.
    @inline(__always)
    func hasSeam(_ column: Int) -> Bool { phases[column] != 0 }
}
