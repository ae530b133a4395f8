// SPDX-License-Identifier: Apache-2.0

extension Segment {
    /// A Structured Append header, which stands before all other segments (ISO/IEC 18004:2015, 8.2).
    ///
    /// - Parameters:
    ///   - index: Which symbol of the sequence this is, from 0.
    ///   - count: The symbols of the sequence, 2…16.
    ///   - parity: The exclusive or of all bytes of the whole message, by which a reader knows symbols that belong
    ///     together.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidSymbolCount` or `.invalidSymbolIndex`.
    public static func structuredAppend(index: Int, count: Int, parity: UInt8) throws(EncodingError) -> Segment {
        guard 2...16 ~= count else { throw .invalidSymbolCount(count, allowed: 2...16) }
        guard 0..<count ~= index else { throw .invalidSymbolIndex(index, count: count) }
        return Segment(
            mode: .structuredAppend, characterCount: 0, content: [UInt8(index << 4 | (count - 1)), parity], )
    }
}
