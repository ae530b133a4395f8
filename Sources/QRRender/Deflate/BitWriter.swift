// SPDX-License-Identifier: Apache-2.0

/// Packs bits into bytes, the least significant first (RFC 1951, §3.1.1).
struct BitWriter {
    private var room: [UInt8]
    /// The whole bytes so far.
    private var count: Int
    /// The bits that do not make a byte yet, at most seven between two calls.
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Starts behind bytes that are already there.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - bits: How many bits there will be at most.
    init(after bytes: [UInt8], bits: Int) {
        count = bytes.count
        // Eight bytes are stored at a time, whatever is in them.
        room = bytes + Array(repeating: 0, count: bits / 8 + 1 + 8)
    }

    /// Appends the lowest bits of a number, of which the others must be 0.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - bitCount: How many bits, 0…56.
    mutating func append(_ number: Int, count bitCount: Int) {
        append(CollectionOfOne((number, bitCount))) { $0 }
    }

    /// Appends the lowest bits of many numbers, each as above.
    ///
    /// - Parameters:
    ///   - elements: What the numbers belong to.
    ///   - bits: The number of an element, and how many bits of it.
    @inline(__always)
    mutating func append<Elements: Collection>(
        _ elements: Elements,
        _ bits: (Elements.Element) -> (number: Int, count: Int),
    ) {
        var (place, left, leftCount) = (count, pending, pendingCount)
        // Borrowed once for all of them: at each number, asking whether the room is ours costs as much as the rest.
        var span = room.mutableSpan
        var bytes = unsafe span.mutableBytes
        for element in elements {
            let (number, bitCount) = bits(element)
            left |= UInt64(truncatingIfNeeded: number) &<< UInt64(truncatingIfNeeded: leftCount)
            leftCount &+= bitCount
            bytes.storeBytes(of: left.littleEndian, toByteOffset: place, as: UInt64.self)
            place &+= leftCount / 8
            left &>>= UInt64(truncatingIfNeeded: leftCount & ~7)
            leftCount &= 7
        }
        (count, pending, pendingCount) = (place, left, leftCount)
    }

    /// The bytes, the last one filled up with zeros.
    consuming func finish() -> [UInt8] {
        room.removeLast(room.count - count - (pendingCount > 0 ? 1 : 0))
        return room
    }
}
