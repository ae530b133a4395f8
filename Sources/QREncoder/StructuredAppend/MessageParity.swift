// SPDX-License-Identifier: Apache-2.0

/// The byte by which readers know the symbols of one message (ISO/IEC 18004:2015, 8.3).
enum MessageParity {
    /// The exclusive or of all bytes of a text: Shift JIS where kanji mode may write it, UTF-8 otherwise.
    static func of(_ text: UnsafeBufferPointer<UInt8>, options: EncodingOptions) -> UInt8 {
        guard unsafe options.usesKanji && Segmentation.isKanjiWritable(text) else {
            return unsafe text.reduce(0, ^)
        }
        var parity: UInt8 = 0
        var index = 0
        while index < text.count {
            let (scalar, length) = unsafe UTF8Scalar.decode(text, at: index)
            index += length
            let code = length == 1 ? UInt16(scalar) : KanjiTable.shiftJIS(of: scalar)
            parity ^= UInt8(truncatingIfNeeded: code) ^ UInt8(code >> 8)
        }
        return parity
    }
}

extension KanjiTable {
    /// The double byte of a scalar of JIS X 0208, 0 for any other.
    static func shiftJIS(of scalar: UInt32) -> UInt16 {
        guard let value = value(of: scalar) else { return 0 }
        let code = (value / 0xC0) << 8 | value % 0xC0
        // 7.4.6 backwards: the two ranges of lead bytes, 0x81…0x9F and 0xE0…0xEB.
        return code + (code < 0x1F00 ? 0x8140 : 0xC140)
    }
}
