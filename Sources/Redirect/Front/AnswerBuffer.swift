// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Bytes on their way out: written behind each other, sent together, and then written over.
///
/// One for each event loop, so that an answer costs no allocation. It grows where a batch needs more, and stays so large.
@safe
struct AnswerBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    /// How many bytes are in it.
    private(set) var count = 0

    /// Makes an empty buffer.
    init(capacity: Int) {
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }

    deinit { unsafe base.deallocate() }

    /// Forgets what is in it.
    mutating func clear() { count = 0 }

    /// The bytes, for as long as the closure runs.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Writes the bytes of a list.
    @inline(__always)
    mutating func write(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBytes { unsafe write($0) } }

    /// Writes the bytes of a span.
    @inline(__always)
    mutating func write(_ bytes: Span<UInt8>) { unsafe bytes.withUnsafeBytes { unsafe write($0) } }

    /// Writes a literal.
    @inline(__always)
    mutating func write(_ text: StaticString) {
        unsafe write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes bytes that are lent.
    @inline(__always)
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        if count + bytes.count > capacity { grow(to: count + bytes.count) }
        // Room for them was made above.
        unsafe (base + count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    /// Writes `length` bytes that the closure makes, counted from 0.
    @inline(__always)
    mutating func write(count length: Int, _ byte: (Int) -> UInt8) {
        if count + length > capacity { grow(to: count + length) }
        for index in 0..<length {
            unsafe base.storeBytes(of: byte(index), toByteOffset: count + index, as: UInt8.self)
        }
        count += length
    }

    private mutating func grow(to needed: Int) {
        let larger = max(needed, capacity * 2)
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        unsafe fresh.copyMemory(from: base, byteCount: count)
        unsafe base.deallocate()
        unsafe base = fresh
        capacity = larger
    }
}
