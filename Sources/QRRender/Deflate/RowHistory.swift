// SPDX-License-Identifier: Apache-2.0

/// The rows of a picture, of which each occurs some times in succession, with one copy of each.
///
/// Places count bytes in these copies. In the stream a place stands for its row's last occurrence when later rows look
/// back at it, so that distances are as short as can be.
struct RowHistory {
    /// The bytes of a row, 2…32,768.
    let rowBytes: Int
    /// The rows, one after the other.
    private(set) var bytes: [UInt8] = []
    /// How many times each occurs.
    private(set) var times: [Int] = []
    /// The bytes of the stream that are left out of ``bytes`` before each row, and at the end.
    private var leftOut = [0]

    /// 2^40 over the bytes of a row, rounded up: a place times that tells its row, exactly for the 33 million places
    /// that there are at most, in a tenth of the time of a division (Granlund and Montgomery, 1994).
    private let inverse: UInt64

    /// Begins without rows.
    init(rowBytes: Int) {
        self.rowBytes = rowBytes
        inverse = (1 << 40) / UInt64(rowBytes) + 1
    }

    /// Appends a row.
    mutating func append(_ row: [UInt8], times count: Int) {
        bytes += row
        times.append(count)
        leftOut.append(leftOut[leftOut.count - 1] + (count - 1) * rowBytes)
    }

    /// How far back an earlier place lies in the stream.
    ///
    /// - Parameters:
    ///   - place: A place in the first occurrence of a row.
    ///   - row: The number of this row.
    ///   - source: An earlier place.
    /// - Returns: The distance in bytes.
    @inline(__always)
    func distance(from place: Int, inRow row: Int, to source: Int) -> Int {
        // Within the row and to the row above nothing is left out.
        guard source < (row - 1) * rowBytes else { return place - source }
        let sourceRow = Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: source) &* inverse) &>> 40)
        return place - source + leftOut[row] - leftOut[sourceRow + 1]
    }

    /// Whether bytes of a row are 0, apart from its first, which says how a row of a PNG is filtered.
    func isZero(_ part: Range<Int>, row: Int) -> Bool {
        let bytes = bytes.span
        for place in part where bytes[place] != 0 && place > row * rowBytes { return false }
        return true
    }

    /// The places of a row from the first byte that is not as in the row above to the last one.
    func differingPart(of row: Int) -> Range<Int> {
        var (start, end) = (row * rowBytes, (row + 1) * rowBytes)
        guard row > 0 else { return start..<end }
        let bytes = bytes.span
        while start + 8 <= end, word(at: start) == word(at: start - rowBytes) { start += 8 }
        while start < end, bytes[start] == bytes[start - rowBytes] { start += 1 }
        while end - 8 >= start, word(at: end - 8) == word(at: end - 8 - rowBytes) { end -= 8 }
        while start < end, bytes[end - 1] == bytes[end - 1 - rowBytes] { end -= 1 }
        return start..<end
    }

    /// Eight bytes from a place on.
    @inline(__always)
    private func word(at place: Int) -> UInt64 {
        // The span checks that all of them are there.
        unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
}
