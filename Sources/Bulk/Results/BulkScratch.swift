// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file without a name, for what is too long for memory and is read once.
package struct BulkScratch {
    private let file: BulkFile
    private var buffer: [UInt8] = []
    /// How many bytes are in the file.
    private var written = 0

    private static let bufferedBytes = 64 << 10

    init(in folder: BulkFolder) throws(BulkFileError) {
        let path = folder.scratch()
        file = try BulkFile(path, O_RDWR | O_CREAT | O_EXCL)
        try folder.remove(path)
    }

    /// How many bytes there are.
    package var count: Int { written + buffer.count }

    /// Takes more bytes.
    package mutating func append(_ bytes: [UInt8]) throws(BulkFileError) {
        buffer.append(contentsOf: bytes)
        guard buffer.count >= Self.bufferedBytes else { return }
        try file.write(buffer, at: written)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// The bytes from a place on, at most `limit` of them and at most 64 KiB; none behind the end.
    package func read(at offset: Int, atMost limit: Int = .max) throws(BulkFileError) -> [UInt8] {
        if offset >= written { return Array(buffer.dropFirst(offset - written).prefix(limit)) }
        return try file.read(at: offset, count: min(Self.bufferedBytes, written - offset, limit))
    }
}
