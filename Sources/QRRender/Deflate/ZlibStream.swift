// SPDX-License-Identifier: Apache-2.0

import CZlib

/// A zlib stream made by the system's zlib, for pictures whose rows have no structure that we know of.
@safe
final class ZlibStream {
    /// There is no memory for the state, a quarter of a megabyte: zlib has no other way to fail here.
    struct OutOfMemory: Error {}

    /// The compressor keeps the address of its state, which therefore must not move.
    private let state: UnsafeMutablePointer<z_stream>
    private var room = [UInt8](repeating: 0, count: 65_536)

    /// Begins a stream.
    ///
    /// - Parameter level: The effort, 1…9.
    /// - Throws: ``OutOfMemory``.
    init(level: Int) throws(OutOfMemory) {
        unsafe state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe state.initialize(to: unsafe z_stream())
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let status = unsafe deflateInit2_(
            state, Int32(level), Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size,
        )
        guard status == Z_OK else {
            unsafe state.deallocate()
            throw OutOfMemory()
        }
    }

    deinit {
        unsafe deflateEnd(state)
        unsafe state.deallocate()
    }

    /// Compresses bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - output: Takes what is finished.
    func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        run(bytes, flush: Z_NO_FLUSH, to: &output)
    }

    /// Ends the stream.
    ///
    /// - Parameter output: Takes the rest.
    func finish(to output: inout [UInt8]) {
        run([], flush: Z_FINISH, to: &output)
    }

    private func run(_ bytes: [UInt8], flush: Int32, to output: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { input in
            // zlib reads the input only; its interface is older than const.
            unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe state.pointee.avail_in = UInt32(input.count)
            repeat {
                unsafe room.withUnsafeMutableBufferPointer { room in
                    unsafe state.pointee.next_out = room.baseAddress
                    unsafe state.pointee.avail_out = UInt32(room.count)
                    _ = unsafe deflate(state, flush)
                    let done = unsafe room.count - Int(state.pointee.avail_out)
                    unsafe output.append(contentsOf: room[..<done])
                }
                // A full buffer says that there is more.
            } while unsafe state.pointee.avail_out == 0
        }
    }
}
