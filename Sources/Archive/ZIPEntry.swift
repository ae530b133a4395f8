// SPDX-License-Identifier: Apache-2.0

import CZlib

/// What a ZIP archive says of one file before its content: name, length and check sum.
package struct ZIPEntry: Sendable, Hashable {
    /// The name of the file inside the archive, with slashes between folders.
    package let name: String
    /// The bytes of the content.
    package let size: Int
    /// The CRC-32 of the content (ISO 3309, as in PNG and gzip).
    package let checksum: UInt32

    /// Takes what is known of a file whose content is elsewhere.
    ///
    /// - Parameters:
    ///   - name: the name inside the archive, at most 65,535 bytes of UTF-8.
    ///   - size: the bytes of the content, less than 4 GiB.
    ///   - checksum: the CRC-32 of the content.
    /// - Throws: ``ZIPError`` for a name or a content that the format has no room for.
    package init(_ name: String, size: Int, checksum: UInt32) throws(ZIPError) {
        guard (1...0xFFFF).contains(name.utf8.count) else { throw .nameLength(name.utf8.count) }
        guard (0..<0xFFFF_FFFF).contains(size) else { throw .contentLength(size) }
        self.name = name
        self.size = size
        self.checksum = checksum
    }

    /// Describes a file whose content is at hand.
    ///
    /// - Parameters:
    ///   - name: the name inside the archive, at most 65,535 bytes of UTF-8.
    ///   - content: the whole content.
    /// - Throws: ``ZIPError`` for a name or a content that the format has no room for.
    package init(_ name: String, content: [UInt8]) throws(ZIPError) {
        try self.init(name, size: content.count, checksum: Self.checksum(of: content))
    }

    /// The CRC-32 of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - before: the checksum of what stands before them; 0 where nothing does.
    /// - Returns: the checksum of both together.
    package static func checksum(of bytes: [UInt8], after before: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            // A null pointer asks for the first value instead of adding nothing.
            guard !buffer.isEmpty else { return before }
            return UInt32(truncatingIfNeeded: unsafe crc32_z(UInt(before), buffer.baseAddress, buffer.count))
        }
    }
}

/// What a ZIP archive has no room for.
package enum ZIPError: Error, Sendable, Hashable {
    /// A name of no bytes, or of more than 65,535.
    case nameLength(Int)
    /// A content of 4 GiB or more.
    case contentLength(Int)
}
