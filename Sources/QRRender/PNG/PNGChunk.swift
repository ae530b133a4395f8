// SPDX-License-Identifier: Apache-2.0

import CZlib

/// The parts a PNG file is made of (PNG Specification, Third Edition, §5).
enum PNGChunk {
    /// The first eight bytes of every PNG file (§5.2).
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Appends a chunk: length, type, data and the CRC over type and data (§5.3).
    ///
    /// - Parameters:
    ///   - type: The four letters of the chunk type.
    ///   - data: The chunk data.
    ///   - file: The file to append to.
    static func append(_ type: StaticString, _ data: [UInt8], to file: inout [UInt8]) {
        let start = begin(type, in: &file)
        file.append(contentsOf: data)
        end(from: start, in: &file)
    }

    /// Begins a chunk, whose data then are appended to the file.
    ///
    /// - Parameters:
    ///   - type: The four letters of the chunk type.
    ///   - file: The file to append to.
    /// - Returns: The place of the chunk, for ``end(from:in:)``.
    static func begin(_ type: StaticString, in file: inout [UInt8]) -> Int {
        let start = file.count
        append(0, to: &file)
        type.withUTF8Buffer { unsafe file.append(contentsOf: $0) }
        return start
    }

    /// Ends a chunk: fills its length in and appends the CRC over type and data.
    ///
    /// - Parameters:
    ///   - start: The place of the chunk.
    ///   - file: The file whose last bytes are the chunk's data.
    static func end(from start: Int, in file: inout [UInt8]) {
        let count = UInt32(file.count - start - 8)
        for (index, shift) in stride(from: UInt32(24), through: 0, by: -8).enumerated() {
            file[start + index] = UInt8(truncatingIfNeeded: count >> shift)
        }
        append(crc(file[(start + 4)...]), to: &file)
    }

    /// Appends a number in network byte order (§7.1).
    static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            UInt32(truncatingIfNeeded: unsafe crc32(0, buffer.baseAddress, uInt(buffer.count)))
        }
    }
}
