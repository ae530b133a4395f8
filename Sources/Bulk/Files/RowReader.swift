// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A row as it was submitted.
package struct BulkRow: Sendable, Hashable {
    /// Its place in the batch, from 0.
    package let index: Int
    /// Its JSON, checked to be some.
    package let json: [UInt8]
}

/// Rows that follow each other.
struct RowSlice: Sendable {
    var rows: [BulkRow] = []
    /// Where each row ends in the file.
    var ends: [Int] = []
}

/// Reads the rows of a job from its file, a slice at a time.
struct RowReader {
    private let file: BulkFile
    private var offset: Int
    private var index: Int
    private let count: Int

    /// Begins behind the rows that are done.
    init(path: String, offset: Int, index: Int, count: Int) throws(BulkFileError) {
        file = try BulkFile(path, O_RDONLY)
        self.offset = offset
        self.index = index
        self.count = count
    }

    /// The next rows: at most so many, and no more bytes than that but for the last row.
    /// - Returns: an empty slice at the end.
    mutating func next(rows: Int, bytes: Int) throws(BulkFileError) -> RowSlice {
        var slice = RowSlice()
        var window = try file.read(at: offset, count: bytes)[...]
        while slice.rows.count < rows, index < count {
            guard window.count >= RowFrame.headBytes else {
                if slice.rows.isEmpty { throw damaged() }
                break
            }
            let length = window.littleEndian(at: 0, bytes: RowFrame.headBytes)
            let end = RowFrame.headBytes + length
            if window.count < end {
                guard slice.rows.isEmpty else { break }
                // A row that is longer than a slice; of a damaged length no memory is taken.
                guard try end <= file.length() - offset else { throw damaged() }
                window = try file.read(at: offset, count: end)[...]
                guard window.count == end else { throw damaged() }
            }
            let row = window.dropFirst(RowFrame.headBytes).prefix(length)
            slice.rows.append(BulkRow(index: index, json: Array(row)))
            window = window.dropFirst(end)
            offset += end
            slice.ends.append(offset)
            index += 1
        }
        return slice
    }

    private func damaged() -> BulkFileError {
        BulkFileError("cannot read", file.path, "row \(index) of \(count) is not whole; the file was cut or changed")
    }
}
