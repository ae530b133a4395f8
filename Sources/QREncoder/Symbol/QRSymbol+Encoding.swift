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
        try options.validate()
        // Strings of this library's own making and all others but bridged ones lie in memory as UTF-8 already.
        var text = text
        self = try text.withUTF8 { utf8 in unsafe QRSymbol.encode(utf8, options: options) }.get()
    }

    /// Encodes segments as they are given, in their order, without changing or merging any.
    ///
    /// - Parameters:
    ///   - segments: The segments, possibly none.
    ///   - options: Level, versions and mask; ECI policy and kanji concern text only.
    /// - Throws: `EncodingError.tooLong` when no allowed version holds the segments; `.invalidVersion` and
    ///   `.invalidMask` for options out of range.
    public init(segments: [Segment], options: EncodingOptions = .init()) throws(EncodingError) {
        try options.validate()
        let selection = VersionSelection(options: options) { versions in
            QRSymbol.bitCount(of: segments, versions)
        }
        guard let selection else { throw .tooLong(QRSymbol.overflow(of: segments, options: options)) }
        let versions = VersionClass(version: selection.version)
        let assembly = SymbolAssembly(version: selection.version, errorCorrection: selection.errorCorrection)
        self = assembly.symbol(mask: options.mask) { writer in
            for segment in segments { writer.append(segment, versions: versions) }
        }
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
        guard 1...40 ~= version else { throw .invalidVersion(version) }
        if let mask, !(0...7 ~= mask) { throw .invalidMask(mask) }
        let expected = Capacity.codewords(version: version, errorCorrection: errorCorrection)
        guard codewords.count == expected else {
            throw .invalidCodewordCount(codewords.count, expected: expected)
        }
        self = SymbolAssembly(version: version, errorCorrection: errorCorrection).symbol(mask: mask) { writer in
            for codeword in codewords { writer.append(UInt64(codeword), count: 8) }
        }
    }
}

extension QRSymbol {
    /// Encodes the UTF-8 of a text, behind a header of the caller's if there is one.
    static func encode(
        _ text: UnsafeBufferPointer<UInt8>,
        options: EncodingOptions,
        after header: Segment? = nil,
    ) -> Result<QRSymbol, EncodingError> {
        guard text.count <= Capacity.maximumTextBytes else {
            let bits = unsafe TextAnalysis.singleSegmentBits(text)
            return .failure(.tooLong(VersionSelection.overflow(options: options, needed: bits) { _ in nil }))
        }
        let scratchBytes = TextAnalysis.scratchBytes(textCount: text.count)
        return unsafe ScratchPool.withMemory(byteCount: scratchBytes) { bytes in
            let scratch = unsafe bytes.assumingMemoryBound(to: UInt8.self)
            var analysis = unsafe TextAnalysis(text: text, options: options, scratch: scratch)
            let headerBits = header?.bitCount(.small) ?? 0
            let selection = VersionSelection(options: options) { versions in
                let largest = min(versions.versions.upperBound, options.versions.upperBound)
                let limit = 8 * Capacity.codewords(version: largest, errorCorrection: options.errorCorrection)
                return analysis.bits(versions, limit: limit).map { $0 + headerBits }
            }
            guard let selection else { return .failure(.tooLong(overflow(of: &analysis, options: options))) }
            let versions = VersionClass(version: selection.version)
            let assembly = SymbolAssembly(version: selection.version, errorCorrection: selection.errorCorrection)
            return .success(
                assembly.symbol(mask: options.mask) { writer in
                    if let header { writer.append(header, versions: versions) }
                    analysis.write(to: &writer, versions: versions)
                })
        }
    }

    private static func overflow(
        of analysis: inout TextAnalysis,
        options: EncodingOptions,
    ) -> EncodingError.Overflow {
        let largest = VersionClass(version: options.versions.upperBound)
        let needed = analysis.bits(largest) ?? 0
        return VersionSelection.overflow(options: options, needed: needed) { analysis.bits($0) }
    }

    /// The bits of all segments, or `nil` when a character count indicator of these versions is too short for one.
    private static func bitCount(of segments: [Segment], _ versions: VersionClass) -> Int? {
        var bits = 0
        for segment in segments {
            guard let count = segment.bitCount(versions) else { return nil }
            bits += count
        }
        return bits
    }

    private static func overflow(of segments: [Segment], options: EncodingOptions) -> EncodingError.Overflow {
        let largest = VersionClass(version: options.versions.upperBound)
        let needed = segments.reduce(0) { $0 + $1.mode.headerBits(largest) + $1.dataBits }
        return VersionSelection.overflow(options: options, needed: needed) { bitCount(of: segments, $0) }
    }
}
