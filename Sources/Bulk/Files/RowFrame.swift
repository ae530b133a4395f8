// SPDX-License-Identifier: Apache-2.0

/// How rows stand in their file: four bytes of length, the lowest first, and the row.
enum RowFrame {
    /// The bytes before a row.
    static let headBytes = 4

    static func append(_ row: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt32(row.count))
        for index in row.indices { bytes.append(row[index]) }
    }
}

extension [UInt8] {
    /// Appends a number, its lowest byte first.
    mutating func append(littleEndian number: some FixedWidthInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

extension ArraySlice<UInt8> {
    /// The number of so many bytes that begins at `offset` behind the slice's start, its lowest byte first.
    func littleEndian(at offset: Int, bytes: Int) -> Int {
        (0..<bytes).reduce(0) { $0 | Int(self[startIndex + offset + $1]) << (8 * $1) }
    }
}
