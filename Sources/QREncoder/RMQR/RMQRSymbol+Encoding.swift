// SPDX-License-Identifier: Apache-2.0

extension RMQRSymbol {
    /// Encodes text in the fewest bits, in the version of the smallest area that holds it.
    ///
    /// - Parameters:
    ///   - text: Any text, the empty one too; characters outside ASCII are written as UTF-8, or in kanji mode on request.
    ///   - options: Level, versions, height, ECI policy and kanji.
    /// - Throws: `EncodingError.unsuitable` when no allowed version holds the text, or for versions out of range.
    public init(text: String, options: Options = .init()) throws(EncodingError) {
        // No version holds more than 361 digits; a longer text is refused without being divided.
        guard text.utf8.count <= 512 else {
            throw .unsuitable(.length(bits: 4 * text.utf8.count, available: 8 * 152), .rmqr)
        }
        let encoding = EncodingOptions(eciPolicy: options.eciPolicy, usesKanji: options.usesKanji)
        let text = try SmallText(text, options: encoding, symbology: .rmqr)
        try self.init(options: options) { text.segments($0) }
    }

    /// Encodes segments as they are given, in their order, without changing or merging any.
    ///
    /// - Parameters:
    ///   - segments: Segments of any kind but a Structured Append header.
    ///   - options: Level, versions and height.
    /// - Throws: `EncodingError.unsuitable` when no allowed version holds the segments, or for versions out of range.
    public init(segments: [Segment], options: Options = .init()) throws(EncodingError) {
        if let segment = segments.first(where: { $0.mode == .structuredAppend }) {
            throw .unsuitable(.mode(segment.mode), .rmqr)
        }
        try self.init(options: options) { _ in segments }
    }

    private init(options: Options, segments: (SegmentFormat) -> [Segment]?) throws(EncodingError) {
        for version in [options.versions.lowerBound, options.versions.upperBound] where !(1...32 ~= version) {
            throw .unsuitable(.version(version, allowed: 1...32), .rmqr)
        }
        // Between equal areas the higher one, which is easier to hold a reader over.
        let versions = RMQRVersion.all.filter {
            options.versions.contains($0.number) && $0.height <= options.maximumHeight
        }
        .sorted { ($0.width * $0.height, -$0.height) < ($1.width * $1.height, -$1.height) }
        let isHigh = options.errorCorrection > .medium
        var refusal = Unsuitability.height(options.maximumHeight)
        for version in versions {
            let least = version.levels[isHigh ? 1 : 0]
            refusal = .length(bits: 0, available: 8 * least.dataCodewords)
            guard let found = segments(version.format), let bits = version.format.bits(of: found) else { continue }
            guard bits <= 8 * least.dataCodewords else {
                refusal = .length(bits: bits, available: 8 * least.dataCodewords)
                continue
            }
            let high = version.levels[1]
            let level = options.boostsErrorCorrection && bits <= 8 * high.dataCodewords ? high : least
            self.init(found, version: version, level: level)
            return
        }
        throw .unsuitable(refusal, .rmqr)
    }

    private init(_ segments: [Segment], version: RMQRVersion, level: RMQRVersion.Level) {
        let message = RMQRMessage.codewords(segments, version: version, level: level)
        let matrix = RMQRMatrix(version, isHigh: level.errorCorrection == .high, message: message)
        self.init(
            version: version.number, width: version.width, height: version.height,
            errorCorrection: level.errorCorrection, words: matrix.words, )
    }
}
