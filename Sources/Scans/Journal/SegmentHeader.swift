// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store

/// The first 64 bytes of a segment.
///
/// Little-endian:
///
/// | offset | bytes | what |
/// | ---: | ---: | --- |
/// | 0 | 8 | `WMSCANS` and a line feed |
/// | 8 | 4 | version of the format: 1 |
/// | 12 | 4 | seed of the records' checks |
/// | 16 | 8 | number of the segment |
/// | 24 | 8 | when it was made, in milliseconds since the epoch |
/// | 32 | 16 | identifier of the journal |
/// | 48 | 12 | zero |
/// | 60 | 4 | CRC-32C of bytes 0 to 59 |
struct SegmentHeader: Sendable, Hashable {
    /// The journal it was written for.
    let journal: JournalID
    /// The segment's number; grows over all segments of a journal.
    let number: Int64
    /// Random, and known to nobody outside: what a client sends cannot pass for a record after damage.
    let seed: UInt32
    /// When the segment was made.
    let createdAt: Timestamp

    static let byteCount = 64
    static let formatVersion: UInt32 = 1
    private static let magic = Array("WMSCANS\n".utf8)

    init(journal: JournalID, number: Int64, seed: UInt32, createdAt: Timestamp) {
        self.journal = journal
        self.number = number
        self.seed = seed
        self.createdAt = createdAt
    }

    /// Reads a header.
    /// - Returns: nil when the bytes are none, or were written by another version of the program.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, Array(bytes[0..<8]) == Self.magic else { return nil }
        let check = CRC32C.checksum(unsafe bytes.span.extracting(0..<60).bytes)
        guard Self.number(bytes[60..<64]) == UInt64(check), Self.number(bytes[8..<12]) == UInt64(Self.formatVersion)
        else {
            return nil
        }
        seed = UInt32(Self.number(bytes[12..<16]))
        number = Int64(bitPattern: Self.number(bytes[16..<24]))
        createdAt = Timestamp(milliseconds: Int64(bitPattern: Self.number(bytes[24..<32])))
        journal = JournalID(hexadecimal(bytes[32..<48]))
    }

    /// The 64 bytes.
    var bytes: [UInt8] {
        var bytes = Self.magic + Self.bytes(Self.formatVersion) + Self.bytes(seed)
        bytes += Self.bytes(UInt64(bitPattern: number)) + Self.bytes(UInt64(bitPattern: createdAt.milliseconds))
        bytes += fromHexadecimal(journal.text) + [UInt8](repeating: 0, count: 12)
        return bytes + Self.bytes(CRC32C.checksum(unsafe bytes.span.bytes))
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
