// SPDX-License-Identifier: Apache-2.0

extension MicroQRSymbol {
    /// Encodes text in the fewest bits, in the smallest version that holds it.
    ///
    /// Micro QR Code has no Extended Channel Interpretation: characters outside ASCII are ISO/IEC 8859-1, or kanji on
    /// request; others are refused, unless the ECI policy is `.never`, which writes UTF-8 without announcement.
    ///
    /// - Parameters:
    ///   - text: Any text, the empty one too.
    ///   - options: Level L, M or Q, or none for whatever the version has (M1 has error detection only); versions within
    ///     1…4, mask 0…3.
    /// - Throws: `EncodingError.unsuitable` when no allowed version holds the text, or for options out of range.
    public init(text: String, options: Options = .init()) throws(EncodingError) {
        try options.validate()
        // No version holds more than 35 digits; a longer text is refused without being divided.
        guard text.utf8.count <= 64 else {
            throw .unsuitable(.length(bits: 4 * text.utf8.count, available: 128), .micro)
        }
        var encoding = EncodingOptions(usesKanji: options.usesKanji)
        encoding.eciPolicy = options.eciPolicy
        let text = try SmallText(text, options: encoding, symbology: .micro)
        try self.init(options: options) { text.segments($0) }
    }

    /// Encodes segments as they are given, in their order, without changing or merging any.
    ///
    /// - Parameters:
    ///   - segments: Numeric segments, from M2 on alphanumeric ones, from M3 on byte and kanji segments.
    ///   - options: Level, versions and mask.
    /// - Throws: `EncodingError.unsuitable` when no allowed version holds the segments, or for options out of range.
    public init(segments: [Segment], options: Options = .init()) throws(EncodingError) {
        try options.validate()
        if let segment = segments.first(where: { $0.mode.isHeader }) {
            throw .unsuitable(.mode(segment.mode), .micro)
        }
        try self.init(options: options) { _ in segments }
    }

    /// Takes the smallest version and the level that its segments fit.
    private init(
        options: Options,
        segments: (SegmentFormat) -> [Segment]?,
    ) throws(EncodingError) {
        var refusal = Unsuitability.mode(.byte)
        for version in MicroQRVersion.all where options.versions.contains(version.number) {
            guard let least = version.levels.first(where: { options.allows($0.errorCorrection) }) else {
                refusal = .errorCorrection(options.errorCorrection ?? .low)
                continue
            }
            guard let found = segments(version.format), let bits = version.format.bits(of: found) else {
                refusal = .mode(version.number == 1 ? .alphanumeric : .byte)
                continue
            }
            guard bits <= least.dataBits else {
                refusal = .length(bits: bits, available: least.dataBits)
                continue
            }
            let boosted = version.levels.last { bits <= $0.dataBits }
            self.init(
                found, version: version, level: options.boostsErrorCorrection ? boosted ?? least : least, options.mask,
            )
            return
        }
        throw .unsuitable(refusal, .micro)
    }

    private init(_ segments: [Segment], version: MicroQRVersion, level: MicroQRVersion.Level, _ mask: Int?) {
        let matrix = MicroQRMatrix(
            size: version.size, bits: MicroQRMessage.bits(segments, version: version, level: level), )
        let candidates = (mask.map { $0...$0 } ?? 0...3).map { mask in
            (mask: mask, rows: matrix.masked(mask, symbolNumber: level.symbolNumber))
        }
        // The highest score, the lowest number among equals.
        var best = candidates[0]
        var bestScore = MicroQRMask.score(best.rows)
        for candidate in candidates.dropFirst() where MicroQRMask.score(candidate.rows) > bestScore {
            best = candidate
            bestScore = MicroQRMask.score(candidate.rows)
        }
        self.init(version: version.number, errorCorrection: level.errorCorrection, mask: best.mask, words: best.rows)
    }
}
