// SPDX-License-Identifier: Apache-2.0

/// Writes numbers in as few bytes as they need: seven bits a byte, lowest first, the eighth set where more follow (LEB128).
struct NumberWriter {
    var bytes: [UInt8] = []

    @inline(__always)
    mutating func write(_ byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func write(_ number: UInt32) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Four bytes, lowest first: for numbers that are as often large as small.
    mutating func writeWhole(_ number: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
}

/// Reads what ``NumberWriter`` wrote; never beyond the end, whatever is stored.
struct NumberReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset >= bytes.count }

    @inline(__always)
    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw RollupDamage() }
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func number() throws -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while shift < 35 {
            let next = try byte()
            value |= UInt32(next & 0x7F) << shift
            guard next & 0x80 != 0 else { return value }
            shift += 7
        }
        throw RollupDamage()
    }

    mutating func wholeNumber() throws -> UInt32 {
        var value: UInt32 = 0
        for shift in stride(from: 0, to: 32, by: 8) { value |= UInt32(try byte()) << UInt32(shift) }
        return value
    }
}

/// A stored count that cannot be read: somebody else wrote it.
struct RollupDamage: Error, CustomStringConvertible {
    let description = "a row of counts cannot be read; waymark doctor --rebuild makes it anew"
}
