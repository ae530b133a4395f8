// SPDX-License-Identifier: Apache-2.0

extension QRSymbol {
    /// Encodes text in the fewest bits: the modes are mixed optimally, and the smallest version that holds the result
    /// at the requested level is taken.
    ///
    /// - Parameters:
    ///   - text: Any text, the empty one too; characters outside ASCII are written as UTF-8, or in kanji mode on request.
    ///   - options: Level, versions, mask, ECI policy and kanji.
    /// - Throws: `EncodingError.tooLong` when no allowed version holds the text; `.invalidVersion` and `.invalidMask`
    ///   for options out of range.
    public init(text: String, options: EncodingOptions = .init()) throws(EncodingError) {
        throw .invalidMask(-1)
    }

    /// Encodes segments as they are given, in their order, without changing or merging any.
    ///
    /// - Parameters:
    ///   - segments: The segments, possibly none.
    ///   - options: Level, versions and mask; ECI policy and kanji concern text only.
    /// - Throws: `EncodingError.tooLong` when no allowed version holds the segments; `.invalidVersion` and
    ///   `.invalidMask` for options out of range.
    public init(segments: [Segment], options: EncodingOptions = .init()) throws(EncodingError) {
        throw .invalidMask(-1)
    }

    /// Encodes finished data codewords: mode indicators, terminator and padding are the caller's.
    ///
    /// - Parameters:
    ///   - codewords: The data codewords before error correction, exactly as many as the version and level hold.
    ///   - version: The version, 1…40.
    ///   - errorCorrection: The error correction level.
    ///   - mask: The data mask 0…7, or `nil` for the one of lowest penalty.
    /// - Throws: `EncodingError.invalidVersion`, `.invalidMask` or `.invalidCodewordCount`.
    public init(
        codewords: [UInt8],
        version: Int,
        errorCorrection: ErrorCorrection,
        mask: Int? = nil,
    ) throws(EncodingError) {
        throw .invalidMask(-1)
    }
}
