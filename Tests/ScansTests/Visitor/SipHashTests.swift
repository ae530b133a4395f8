// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scans

@Suite("SipHash-2-4")
struct SipHashTests {
    let key = SipHash.Key(low: 0x0706_0504_0302_0100, high: 0x0F0E_0D0C_0B0A_0908)

    @Test("the 64 vectors of the reference implementation come out")
    func vectors() throws {
        let lines = try String(contentsOfFile: fixture("siphash-2-4.txt"), encoding: .utf8).split(separator: "\n")
        let vectors = lines.filter { !$0.hasPrefix("#") }
        #expect(vectors.count == 64)
        for (length, vector) in vectors.enumerated() {
            let message = (0..<UInt8(length)).map { $0 }
            let hash = SipHash(key: key).finish(unsafe message.span.bytes)
            #expect(hexadecimal((0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }) == vector)
        }
    }

    @Test("words taken in one by one give the same as the bytes at once")
    func incremental() {
        let message = (0..<23).map { UInt8($0) }
        var hash = SipHash(key: key)
        hash.absorb(0x0706_0504_0302_0100)
        hash.absorb(0x0F0E_0D0C_0B0A_0908)
        let tail = Array(message[16...])
        #expect(hash.finish(unsafe tail.span.bytes) == SipHash(key: key).finish(unsafe message.span.bytes))
    }

    @Test("address, user agent and key each make another visitor")
    func visitors() throws {
        let first = try #require(IPAddress("203.0.113.9"))
        let second = try #require(IPAddress("203.0.113.10"))
        let other = SipHash.Key(low: 1, high: 2)
        let digests = [
            VisitorDigest.digest(address: first, userAgent: Array("A".utf8).span, key: key),
            VisitorDigest.digest(address: second, userAgent: Array("A".utf8).span, key: key),
            VisitorDigest.digest(address: first, userAgent: Array("B".utf8).span, key: key),
            VisitorDigest.digest(address: first, userAgent: Array("A".utf8).span, key: other),
        ]
        #expect(Set(digests).count == 4)
        #expect(digests[0] == VisitorDigest.digest(address: first, userAgent: Array("A".utf8).span, key: key))
    }
}
