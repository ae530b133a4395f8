// SPDX-License-Identifier: Apache-2.0

import CZlib

/// The checksum of a zlib stream (RFC 1950, §8.2), of a text that repeats without going over it again.
struct Adler32 {
    private static let modulus: UInt64 = 65_521

    /// One and the sum of all bytes.
    private var sum: UInt64 = 1
    /// The sum of the sums behind each byte.
    private var sumOfSums: UInt64 = 0

    /// The checksum.
    var value: UInt32 { UInt32(truncatingIfNeeded: sumOfSums << 16 | sum) }

    /// Appends bytes of which sums are known.
    ///
    /// - Parameters:
    ///   - count: How many bytes, at most 32,768.
    ///   - bytes: The sum of the bytes.
    ///   - weighted: The sum of each byte by the number of bytes from it to the end.
    @inline(__always)
    mutating func append(count: Int, sum bytes: Int, weighted: Int) {
        sumOfSums = (sumOfSums + UInt64(count) * sum + UInt64(weighted)) % Self.modulus
        sum = (sum + UInt64(bytes)) % Self.modulus
    }

    /// Appends bytes as many times as they occur in succession.
    ///
    /// - Parameters:
    ///   - bytes: At most 32,768 bytes.
    ///   - times: How many times, at least 1.
    mutating func append(_ bytes: [UInt8], times: Int) {
        let one = unsafe bytes.withUnsafeBufferPointer { unsafe UInt64(adler32(0, $0.baseAddress, uInt($0.count))) }
        let (oneSum, oneSumOfSums) = (one & 0xFFFF, one >> 16)
        let (length, times) = (UInt64(bytes.count), UInt64(times))
        // Each time begins with the sum that the times before have left.
        let before = (times * (times - 1) / 2) % Self.modulus * oneSum % Self.modulus
        sumOfSums += times * length % Self.modulus * sum + before * length + times % Self.modulus * oneSumOfSums
        sumOfSums %= Self.modulus
        sum = (sum + times % Self.modulus * oneSum) % Self.modulus
    }
}
