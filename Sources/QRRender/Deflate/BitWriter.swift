// SPDX-License-Identifier: Apache-2.0

/// Packs bits into bytes, the least significant first (RFC 1951, §3.1.1).
struct BitWriter {
    /// The whole bytes so far.
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Starts behind bytes that are already there.
    init(after bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Appends the lowest bits of a number, of which the others must be 0.
    ///
    /// - Parameters:
    ///   - bits: The number.
    ///   - count: How many bits, 0…32.
    mutating func append(_ bits: Int, count: Int) {
        pending |= UInt64(bits) << UInt64(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }

    /// Fills the last byte up with zeros.
    mutating func alignToByte() {
        if pendingCount > 0 { append(0, count: 8 - pendingCount) }
    }
}
