// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("CRC-32C")
struct CRC32CTests {
    @Test("the examples of RFC 3720, appendix B.4, come out")
    func vectors() {
        let read: [UInt8] = [
            0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18,
            0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ]
        #expect(check([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(check([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(check((0..<32).map { UInt8($0) }) == 0x46DD_794E)
        #expect(check((0..<32).reversed().map { UInt8($0) }) == 0x113F_DB5C)
        #expect(check(read) == 0xD996_3A56)
        #expect(check(Array("123456789".utf8)) == 0xE306_9283)
        #expect(check([]) == 0)
    }

    @Test("in one piece or in two, the check is the same, and that of bit by bit")
    func pieces() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 5) }
        for cut in [0, 1, 7, 8, 9, 100, 299, 300] {
            let head = check(Array(bytes[..<cut]))
            #expect(check(Array(bytes[cut...]), seed: head) == bitByBit(bytes))
        }
    }

    private func check(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
        CRC32C.checksum(unsafe bytes.span.bytes, seed: seed)
    }

    /// The definition, read aloud.
    private func bitByBit(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0x82F6_3B78 : remainder >> 1 }
        }
        return ~remainder
    }
}
