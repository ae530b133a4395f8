// SPDX-License-Identifier: Apache-2.0

/// Packs bits into bytes, the least significant first (RFC 1951, §3.1.1).
struct BitWriter {
    /// The bytes so far, of which the last few wait until the end.
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Starts behind bytes that are already there.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - bits: How many bits there will be, so that the bytes need not be moved.
    init(after bytes: [UInt8], bits: Int = 0) {
        self.bytes = bytes
        self.bytes.reserveCapacity(bytes.count + bits / 8 + 16)
    }

    /// Appends the lowest bits of a number, of which the others must be 0.
    ///
    /// - Parameters:
    ///   - bits: The number.
    ///   - count: How many bits, 0…32.
    mutating func append(_ bits: Int, count: Int) {
        pending |= UInt64(bits) << UInt64(pendingCount)
        pendingCount += count
        guard pendingCount >= 32 else { return }
        unsafe withUnsafeBytes(of: UInt32(truncatingIfNeeded: pending).littleEndian) {
            unsafe bytes.append(contentsOf: $0)
        }
        pending >>= 32
        pendingCount -= 32
    }

    /// Writes what waits, and fills the last byte up with zeros.
    mutating func alignToByte() {
        while pendingCount > 0 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
        pendingCount = 0
    }
}
