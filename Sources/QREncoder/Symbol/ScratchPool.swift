// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Blocks of temporary memory that outlive an encoding, so that the next one allocates nothing.
///
/// A block that nobody uses waits in one of a few places; whoever finds none makes one, and whoever finds no place for
/// his lets it go. So there are never more blocks than encodings that ran at once, and at most `places` stay.
enum ScratchPool {
    /// The bytes of a block, more than any encoding needs.
    static let blockBytes = 1 << 16

    private static let places = InlineArray<16, Atomic<Int>> { _ in Atomic(0) }

    /// Calls `body` with temporary memory, aligned for vectors; nothing is known of its contents.
    ///
    /// - Parameters:
    ///   - byteCount: The bytes that `body` uses, at most `blockBytes`.
    ///   - body: Uses the memory; it must not keep it.
    /// - Returns: What `body` returns.
    @inline(__always)
    static func withMemory<Result>(
        byteCount: Int,
        _ body: (UnsafeMutableRawPointer) -> Result,
    ) -> Result {
        assert(byteCount <= blockBytes)
        let block = unsafe take()
        defer { unsafe giveBack(block) }
        return unsafe body(block)
    }

    private static func take() -> UnsafeMutableRawPointer {
        for index in 0..<places.count where places[index].load(ordering: .relaxed) != 0 {
            let address = places[index].exchange(0, ordering: .acquiring)
            if let block = unsafe UnsafeMutableRawPointer(bitPattern: address) { return unsafe block }
        }
        return UnsafeMutableRawPointer.allocate(byteCount: blockBytes, alignment: 64)
    }

    private static func giveBack(_ block: UnsafeMutableRawPointer) {
        let address = Int(bitPattern: block)
        for index in 0..<places.count where places[index].load(ordering: .relaxed) == 0 {
            if places[index].compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged { return }
        }
        unsafe block.deallocate()
    }
}
