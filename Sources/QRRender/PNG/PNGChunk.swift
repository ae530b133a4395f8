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
        append(UInt32(data.count), to: &file)
        let start = file.count
        type.withUTF8Buffer { unsafe file.append(contentsOf: $0) }
        file.append(contentsOf: data)
        append(crc(file[start...]), to: &file)
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
