// SPDX-License-Identifier: Apache-2.0

/// What a caller may choose when text or segments become a symbol.
///
/// Every value can be stored; the encoder checks the ranges and throws `EncodingError` for those outside.
public struct EncodingOptions: Sendable, Hashable {
    /// When the encoder announces UTF-8 with an Extended Channel Interpretation (ISO/IEC 18004:2015, 7.4.2).
    public enum ECIPolicy: Sendable, Hashable, CaseIterable {
        /// None for pure ASCII, which every reader takes alike; ECI 26 (UTF-8) before text with other characters,
        /// because the standard's default interpretation is ISO/IEC 8859-1.
        case automatic
        /// Never: non-ASCII text is UTF-8 without announcement, for readers that cannot interpret an ECI header.
        case never
    }

    /// The least error correction level; default `.medium`.
    public var errorCorrection: ErrorCorrection
    /// Whether a higher level is taken when the message still fits the same version; default `true`.
    public var boostsErrorCorrection: Bool
    /// The versions to choose from, smallest first; default 1…40, both bounds must lie in 1…40.
    public var versions: ClosedRange<Int>
    /// The data mask 0…7, or `nil` (default) for the one of lowest penalty (7.8.3), the lowest number among equals.
    public var mask: Int?
    /// When UTF-8 is announced, default `.automatic`; segments made by hand are never changed.
    public var eciPolicy: ECIPolicy
    /// Whether kanji mode may be used for text whose non-ASCII characters are all in JIS X 0208; default `false`,
    /// because UTF-8 with ECI 26 leaves a reader nothing to guess.
    public var usesKanji: Bool
    /// By whose rules the text is formatted, default `nil` for a plain text; segments made by hand are never changed.
    public var fnc1: FNC1?

    /// Options with the documented defaults.
    ///
    /// - Parameters:
    ///   - errorCorrection: The least error correction level.
    ///   - boostsErrorCorrection: Whether the level rises while the version stays the same.
    ///   - versions: The versions to choose from, within 1…40.
    ///   - mask: The data mask 0…7, or `nil` for the lowest penalty.
    ///   - eciPolicy: When UTF-8 is announced.
    ///   - usesKanji: Whether kanji mode may be used.
    ///   - fnc1: By whose rules the text is formatted.
    public init(
        errorCorrection: ErrorCorrection = .medium,
        boostsErrorCorrection: Bool = true,
        versions: ClosedRange<Int> = 1...40,
        mask: Int? = nil,
        eciPolicy: ECIPolicy = .automatic,
        usesKanji: Bool = false,
        fnc1: FNC1? = nil,
    ) {
        self.errorCorrection = errorCorrection
        self.boostsErrorCorrection = boostsErrorCorrection
        self.versions = versions
        self.mask = mask
        self.eciPolicy = eciPolicy
        self.usesKanji = usesKanji
        self.fnc1 = fnc1
    }

    /// Throws `EncodingError` for values out of range.
    func validate() throws(EncodingError) {
        guard versions.lowerBound >= 1 else { throw .invalidVersion(versions.lowerBound) }
        guard versions.upperBound <= 40 else { throw .invalidVersion(versions.upperBound) }
        if let mask, !(0...7 ~= mask) { throw .invalidMask(mask) }
        if let fnc1 { _ = try fnc1.header() }
    }
}
