// SPDX-License-Identifier: Apache-2.0

/// A finished rMQR Code symbol, which is a rectangle: its modules without a quiet zone, and how it was encoded.
public struct RMQRSymbol: MatrixSymbol {
    /// The version, 1…32 for R7x43…R17x139.
    public let version: Int
    /// The modules of a row: 27, 43, 59, 77, 99 or 139.
    public let width: Int
    /// The rows: 7, 9, 11, 13, 15 or 17.
    public let height: Int
    /// The error correction level that was written, M or H.
    public let errorCorrection: ErrorCorrection
    /// The packed rows from top to bottom: module (x, y) is bit `x & 63` of `words[y * wordsPerRow + x / 64]`, set when
    /// dark.
    public let words: [UInt64]

    /// Two light modules on every side (ISO/IEC 23941:2022, 6.3.9).
    public var quietZone: Int { 2 }

    /// What a caller may choose when text or segments become an rMQR Code.
    public struct Options: Sendable, Hashable {
        /// The least error correction level, default `.medium`; there are only M and H.
        public var errorCorrection: ErrorCorrection
        /// Whether level H is taken when the message still fits the same version; default `true`.
        public var boostsErrorCorrection: Bool
        /// The versions to choose from, that of the smallest area first; default 1…32.
        public var versions: ClosedRange<Int>
        /// The rows that the symbol may have at most; default 17.
        public var maximumHeight: Int
        /// When UTF-8 is announced, default `.automatic`.
        public var eciPolicy: EncodingOptions.ECIPolicy
        /// Whether kanji mode may be used for text whose non-ASCII characters are all in JIS X 0208; default `false`.
        public var usesKanji: Bool

        /// Options with the documented defaults.
        ///
        /// - Parameters:
        ///   - errorCorrection: The least error correction level.
        ///   - boostsErrorCorrection: Whether the level rises while the version stays the same.
        ///   - versions: The versions to choose from, within 1…32.
        ///   - maximumHeight: The most rows.
        ///   - eciPolicy: When UTF-8 is announced.
        ///   - usesKanji: Whether kanji mode may be used.
        public init(
            errorCorrection: ErrorCorrection = .medium,
            boostsErrorCorrection: Bool = true,
            versions: ClosedRange<Int> = 1...32,
            maximumHeight: Int = 17,
            eciPolicy: EncodingOptions.ECIPolicy = .automatic,
            usesKanji: Bool = false,
        ) {
            self.errorCorrection = errorCorrection
            self.boostsErrorCorrection = boostsErrorCorrection
            self.versions = versions
            self.maximumHeight = maximumHeight
            self.eciPolicy = eciPolicy
            self.usesKanji = usesKanji
        }
    }
}
