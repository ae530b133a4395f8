// SPDX-License-Identifier: Apache-2.0

import Crypto
import NIOCore

/// The SHA-256 of a form (RFC 7578) as it arrives, which does not depend on its boundary: every sending has a new one.
///
/// What stands between two boundaries is summed up by itself, and the whole is the sum of these sums, so that a boundary
/// is not taken for a content, nor a content for a boundary. Of the form nothing is kept but what may become a boundary.
struct FormSum {
    /// A line end, and the boundary behind two hyphens.
    private let delimiter: [UInt8]
    /// How much of a delimiter has just come; a body begins as if behind a line end.
    private var matched = 2
    /// Bytes of this part that are not summed up yet: a hash takes many at once faster than one by one.
    private var waiting: [UInt8] = []
    private var part = SHA256()
    private var parts = SHA256()

    private static let mostWaiting = 1_024

    /// Begins a form; nil where a header announces none, or one without a boundary.
    init?(contentType: String?) {
        guard let contentType, MultipartForm.isAnnounced(by: contentType),
            let boundary = try? MultipartForm.boundary(in: contentType)
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Takes a piece of the body.
    mutating func add(_ piece: ByteBuffer) {
        var rest = piece
        while rest.readableBytes > 0 {
            if matched == 0 { addPlain(&rest) }
            if let byte: UInt8 = rest.readInteger() { add(byte) }
        }
    }

    /// The sum of what was taken by now.
    var value: [UInt8] {
        var sum = self
        sum.wait(sum.delimiter[..<sum.matched])
        sum.endPart()
        return Array(sum.parts.finalize())
    }

    /// Takes everything before the next line end.
    private mutating func addPlain(_ rest: inout ByteBuffer) {
        let bytes = rest.readableBytesView
        let end = bytes.firstIndex(of: 0x0D) ?? bytes.endIndex
        guard let plain = rest.readSlice(length: end - bytes.startIndex), plain.readableBytes > 0 else { return }
        if plain.readableBytes < Self.mostWaiting { return wait(plain.readableBytesView) }
        flush()
        part.add(plain)
    }

    /// Of a delimiter only the first byte ends a line: what turns out to be none can begin one with its last byte alone.
    private mutating func add(_ byte: UInt8) {
        if delimiter[matched] != byte {
            wait(delimiter[..<matched])
            matched = 0
        }
        guard delimiter[matched] == byte else { return wait(CollectionOfOne(byte)) }
        matched += 1
        guard matched == delimiter.count else { return }
        endPart()
        matched = 0
    }

    private mutating func wait(_ bytes: some Sequence<UInt8>) {
        waiting.append(contentsOf: bytes)
        if waiting.count >= Self.mostWaiting { flush() }
    }

    private mutating func flush() {
        part.update(data: waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func endPart() {
        flush()
        parts.update(data: Array(part.finalize()))
        part = SHA256()
    }
}

extension SHA256 {
    /// Takes the bytes of a buffer.
    mutating func add(_ bytes: ByteBuffer) {
        unsafe bytes.withUnsafeReadableBytes { unsafe update(bufferPointer: $0) }
    }
}
