// SPDX-License-Identifier: Apache-2.0

@testable import QREncoder

/// Calls the fast path's mask penalty on a matrix of the reference encoder.
enum Penalties {
    static func ofFastPath(_ matrix: ReferenceMatrix, version: Int, level: ErrorCorrection) -> [Int] {
        let width = (matrix.size + 63) / 64
        var rows = [UInt64](repeating: 0, count: matrix.size * width)
        var columns = rows
        // The format information is the fast path's to draw: the reference's is taken out.
        let format = formatPlaces(size: matrix.size)
        for y in 0..<matrix.size {
            for x in 0..<matrix.size where matrix[x, y] && !format.contains([x, y]) {
                rows[y * width + x / 64] |= 1 << UInt64(x % 64)
                columns[x * width + y / 64] |= 1 << UInt64(y % 64)
            }
        }
        let count = MaskSelection.scratchLanes(size: matrix.size, wordsPerLine: width)
        let penalties = unsafe withUnsafeTemporaryAllocation(of: DataMask.Lanes.self, capacity: count) { scratch in
            unsafe MaskSelection.penalties(
                rows: rows, columns: columns, layout: SymbolLayout.of(version: version), errorCorrection: level,
                scratch: scratch.baseAddress.unsafelyUnwrapped, )
        }
        return (0..<8).map { penalties[$0] }
    }

    private static func formatPlaces(size: Int) -> Set<[Int]> {
        let strip = (0...8).filter { $0 != 6 } + Array(size - 8..<size)
        return Set(strip.flatMap { [[8, $0], [$0, 8]] })
    }
}
