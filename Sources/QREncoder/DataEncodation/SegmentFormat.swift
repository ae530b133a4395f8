// SPDX-License-Identifier: Apache-2.0

/// How a version of a small symbol writes the headers of segments.
struct SegmentFormat {
    /// The header of a mode.
    struct Header {
        let indicator: UInt64
        let indicatorBits: Int
        let countBits: Int

        /// Mode indicator and character count indicator.
        var bits: Int { indicatorBits + countBits }
    }

    /// Numeric, alphanumeric, byte and kanji, those that the version has.
    let headers: [Segment.Mode: Header]

    /// The bits of a segment, or `nil` when the version has not its mode or no room for its count.
    func bits(of segment: Segment) -> Int? {
        guard let header = headers[segment.mode], segment.characterCount < 1 << header.countBits else { return nil }
        return header.bits + segment.dataBits
    }

    /// The bits of segments, or `nil` when the version cannot write one of them.
    func bits(of segments: [Segment]) -> Int? {
        var sum = 0
        for segment in segments {
            guard let bits = bits(of: segment) else { return nil }
            sum += bits
        }
        return sum
    }
}

extension BitWriter {
    /// Writes segments that the format can write.
    mutating func append(_ segments: [Segment], format: SegmentFormat) {
        for segment in segments {
            guard let header = format.headers[segment.mode] else { continue }
            append(header.indicator, count: header.indicatorBits)
            append(UInt64(segment.characterCount), count: header.countBits)
            unsafe segment.content.withUnsafeBufferPointer { content in
                unsafe appendCharacters(content, in: segment.mode)
            }
        }
    }
}
