// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// The unsigned number in one to four bytes, the most significant first; nil where they are not all there.
    func bigEndian(_ count: Int, at offset: Int) -> Int? {
        guard offset >= 0, offset <= self.count - count else { return nil }
        return self[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The unsigned number in one to four bytes, the least significant first; nil where they are not all there.
    func littleEndian(_ count: Int, at offset: Int) -> Int? {
        guard offset >= 0, offset <= self.count - count else { return nil }
        return self[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether the bytes of an ASCII text stand at an offset.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset >= 0, offset <= count - length else { return false }
        return unsafe UnsafeBufferPointer(start: text.utf8Start, count: length).elementsEqual(
            self[offset..<offset + length]
        )
    }
}
