// SPDX-License-Identifier: Apache-2.0

extension MicroQRSymbol {
    /// What a caller may choose when text or segments become a Micro QR Code.
    public struct Options: Sendable, Hashable {
        /// The least error correction level, L, M or Q; `nil` (default) also allows M1, which only detects errors.
        public var errorCorrection: ErrorCorrection?
        /// Whether a higher level is taken when the message still fits the same version; default `true`.
        public var boostsErrorCorrection: Bool
        /// The versions to choose from, smallest first; default 1…4 for M1…M4.
        public var versions: ClosedRange<Int>
        /// The data mask 0…3, or `nil` (default) for the one of highest score (7.8.3.2), the lowest number among equals.
        public var mask: Int?
        /// What becomes of characters beyond ISO/IEC 8859-1: refused by default, UTF-8 without announcement for `.never`.
        public var eciPolicy: EncodingOptions.ECIPolicy
        /// Whether kanji mode may be used for text whose non-ASCII characters are all in JIS X 0208; default `false`.
        public var usesKanji: Bool

        /// Options with the documented defaults.
        ///
        /// - Parameters:
        ///   - errorCorrection: The least error correction level, or `nil` for any.
        ///   - boostsErrorCorrection: Whether the level rises while the version stays the same.
        ///   - versions: The versions to choose from, within 1…4.
        ///   - mask: The data mask 0…3, or `nil` for the highest score.
        ///   - eciPolicy: What becomes of characters beyond ISO/IEC 8859-1.
        ///   - usesKanji: Whether kanji mode may be used.
        public init(
            errorCorrection: ErrorCorrection? = nil,
            boostsErrorCorrection: Bool = true,
            versions: ClosedRange<Int> = 1...4,
            mask: Int? = nil,
            eciPolicy: EncodingOptions.ECIPolicy = .automatic,
            usesKanji: Bool = false,
        ) {
            self.errorCorrection = errorCorrection
            self.boostsErrorCorrection = boostsErrorCorrection
            self.versions = versions
            self.mask = mask
            self.eciPolicy = eciPolicy
            self.usesKanji = usesKanji
        }

        /// Whether a level, or error detection alone, is enough.
        func allows(_ level: ErrorCorrection?) -> Bool {
            guard let errorCorrection else { return true }
            return level.map { $0 >= errorCorrection } ?? false
        }

        /// Throws `EncodingError.unsuitable` for values out of range.
        func validate() throws(EncodingError) {
            for version in [versions.lowerBound, versions.upperBound] where !(1...4 ~= version) {
                throw .unsuitable(.version(version, allowed: 1...4), .micro)
            }
            if let mask, !(0...3 ~= mask) { throw .unsuitable(.mask(mask, allowed: 0...3), .micro) }
        }
    }
}
