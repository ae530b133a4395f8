// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Writes a ZIP archive from front to back, without keeping any content: what is written can be sent at once.
///
/// The writer makes the bytes that stand between the contents (PKWARE's APPNOTE 6.3.10); files are stored as they are,
/// because pictures are compressed already. For each file in turn, send what ``begin(_:)`` returns and then the
/// content; at the end, send what ``end()`` returns:
///
///     var zip = ZIPWriter(modified: clock())
///     for (name, content) in files { try await zip.add(name, content, to: send) }
///     try await send(zip.end())
///
/// Where all sizes are known before the first byte is sent, ``length(of:)`` is the `Content-Length`.
/// Archives of more than 65,534 files or 4 GiB get the records of ZIP64, all others none. Equal files at an equal
/// moment make equal bytes. What is kept meanwhile is about 60 bytes a file.
package struct ZIPWriter: Sendable {
    private let modified: DOSTime
    /// The central directory so far.
    private var directory: [UInt8] = []
    private var count = 0
    /// How many bytes stand before the next file.
    private var offset = 0

    /// Begins an archive.
    ///
    /// - Parameter modified: when its files were made, as they will all say; in UTC.
    package init(modified: Timestamp) { self.modified = DOSTime(modified) }

    /// Announces the next file, whose content has to follow.
    ///
    /// - Parameter entry: the file.
    /// - Returns: the bytes to send before the content.
    package mutating func begin(_ entry: ZIPEntry) -> [UInt8] {
        var header: [UInt8] = []
        header.reserveCapacity(Self.headerLength + entry.name.utf8.count)
        header.append(long: 0x0403_4B50)
        header.append(short: Self.version)
        Self.append(entry, modified, extra: 0, to: &header)
        header.append(contentsOf: entry.name.utf8)
        list(entry)
        count += 1
        offset += header.count + entry.size
        return header
    }

    /// Sends a whole file.
    ///
    /// - Parameters:
    ///   - name: its name inside the archive.
    ///   - content: what it holds.
    ///   - send: takes the next bytes of the archive, in order.
    /// - Throws: ``ZIPError``, and what `send` throws.
    package mutating func add(
        _ name: String,
        _ content: [UInt8],
        to send: ([UInt8]) async throws -> Void,
    ) async throws {
        try await send(begin(ZIPEntry(name, content: content)))
        try await send(content)
    }

    /// Ends the archive.
    ///
    /// - Returns: the last bytes to send: the list of all files.
    package consuming func end() -> [UInt8] {
        let (start, size) = (offset, directory.count)
        var bytes = directory
        if count >= 0xFFFF || start >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF { appendLongEnd(to: &bytes, size: size) }
        bytes.append(long: 0x0605_4B50)
        bytes.append(short: 0)
        bytes.append(short: 0)
        bytes.append(short: UInt16(clamping: count))
        bytes.append(short: UInt16(clamping: count))
        bytes.append(long: UInt32(clamping: size))
        bytes.append(long: UInt32(clamping: start))
        bytes.append(short: 0)
        return bytes
    }

    /// The bytes of a whole archive.
    ///
    /// - Parameter entries: its files, in order.
    /// - Returns: the sum of contents, headers and directory.
    package static func length(of entries: some Sequence<ZIPEntry>) -> Int {
        var writer = ZIPWriter(modified: Timestamp(milliseconds: 0))
        for entry in entries { _ = writer.begin(entry) }
        let offset = writer.offset
        return offset + writer.end().count
    }
}

extension ZIPWriter {
    private static let headerLength = 30
    /// 4.5: the version that knows ZIP64; readers of plain archives look at what is used, not at this.
    private static let version: UInt16 = 45
    /// Bit 11: names are UTF-8.
    private static let flags: UInt16 = 1 << 11
    /// Made on Unix, as the attributes are a mode then: a plain file, read by all and written by its owner.
    private static let madeBy: UInt16 = 3 << 8 | version
    private static let mode: UInt32 = 0o100_644 << 16

    /// The part that both headers of a file share.
    private static func append(_ entry: ZIPEntry, _ modified: DOSTime, extra: Int, to bytes: inout [UInt8]) {
        bytes.append(short: flags)
        bytes.append(short: 0)
        bytes.append(short: modified.time)
        bytes.append(short: modified.date)
        bytes.append(long: entry.checksum)
        bytes.append(long: UInt32(truncatingIfNeeded: entry.size))
        bytes.append(long: UInt32(truncatingIfNeeded: entry.size))
        bytes.append(short: UInt16(truncatingIfNeeded: entry.name.utf8.count))
        bytes.append(short: UInt16(truncatingIfNeeded: extra))
    }

    /// Adds a file that begins at the offset to the central directory.
    private mutating func list(_ entry: ZIPEntry) {
        let isFar = offset >= 0xFFFF_FFFF
        directory.append(long: 0x0201_4B50)
        directory.append(short: Self.madeBy)
        directory.append(short: Self.version)
        Self.append(entry, modified, extra: isFar ? 12 : 0, to: &directory)
        directory.append(short: 0)
        directory.append(short: 0)
        directory.append(short: 0)
        directory.append(long: Self.mode)
        directory.append(long: UInt32(clamping: offset))
        directory.append(contentsOf: entry.name.utf8)
        guard isFar else { return }
        directory.append(short: 1)
        directory.append(short: 8)
        directory.append(longLong: UInt64(offset))
    }

    /// The record and locator of ZIP64, for what the plain end has no room for.
    private func appendLongEnd(to bytes: inout [UInt8], size: Int) {
        bytes.append(long: 0x0606_4B50)
        bytes.append(longLong: 44)
        bytes.append(short: Self.madeBy)
        bytes.append(short: Self.version)
        bytes.append(long: 0)
        bytes.append(long: 0)
        bytes.append(longLong: UInt64(count))
        bytes.append(longLong: UInt64(count))
        bytes.append(longLong: UInt64(size))
        bytes.append(longLong: UInt64(offset))
        bytes.append(long: 0x0706_4B50)
        bytes.append(long: 0)
        bytes.append(longLong: UInt64(offset + size))
        bytes.append(long: 1)
    }
}

extension [UInt8] {
    fileprivate mutating func append(short value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append(long value: UInt32) {
        append(short: UInt16(truncatingIfNeeded: value))
        append(short: UInt16(truncatingIfNeeded: value >> 16))
    }

    fileprivate mutating func append(longLong value: UInt64) {
        append(long: UInt32(truncatingIfNeeded: value))
        append(long: UInt32(truncatingIfNeeded: value >> 32))
    }
}
