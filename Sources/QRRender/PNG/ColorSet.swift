// SPDX-License-Identifier: Apache-2.0

/// The colors of a picture, numbered in the order in which they are met, as long as they fit a palette.
struct ColorSet {
    /// There are more colors than a palette has room for.
    struct Overflow: Error {}

    private static let limit = 256
    /// Four times the limit, so that a color is nearly always found at the first look.
    private static let slotCount = 1_024

    /// The colors as in ``Color/pixel``.
    private(set) var pixels: [UInt32] = []
    private var keys = [UInt32](repeating: 0, count: slotCount)
    /// The number of the color of a slot, -1 for a slot that is empty.
    private var numbers = [Int16](repeating: -1, count: slotCount)

    /// Adds the colors of a row.
    ///
    /// - Throws: ``Overflow`` at the first color too many.
    mutating func insert(_ row: [UInt32]) throws(Overflow) {
        guard let first = row.first else { return }
        try insert(first)
        var last = first
        for pixel in row where pixel != last {
            try insert(pixel)
            last = pixel
        }
    }

    /// The number of a color that has been added.
    @inline(__always)
    func number(of pixel: UInt32) -> Int {
        Int(numbers[slot(of: pixel)])
    }

    private mutating func insert(_ pixel: UInt32) throws(Overflow) {
        let slot = slot(of: pixel)
        guard numbers[slot] < 0 else { return }
        guard pixels.count < Self.limit else { throw Overflow() }
        keys[slot] = pixel
        numbers[slot] = Int16(pixels.count)
        pixels.append(pixel)
    }

    /// The slot that holds a color, or the empty one where it belongs.
    @inline(__always)
    private func slot(of pixel: UInt32) -> Int {
        // Multiplicative hashing (Knuth, TAOCP 6.4) by 2^32 over the golden ratio.
        var slot = Int((pixel &* 0x9E37_79B9) >> 22)
        while numbers[slot] >= 0, keys[slot] != pixel { slot = (slot + 1) % Self.slotCount }
        return slot
    }
}
