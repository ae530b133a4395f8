// SPDX-License-Identifier: Apache-2.0

/// Chooses the smallest version that holds a message, and the highest level that comes for nothing
/// (ISO/IEC 18004:2015, 7.2).
struct VersionSelection {
    /// The chosen version.
    let version: Int
    /// The requested level, or a higher one that fits the same version.
    let errorCorrection: ErrorCorrection

    /// Chooses for a message; `nil` when no allowed version holds it.
    ///
    /// - Parameters:
    ///   - options: Level, versions and boost; the versions lie in 1…40.
    ///   - bits: The length of the message in a class of versions, or `nil` when it cannot be written there. Called
    ///     for one class after the other until one fits, for that one last.
    @inline(__always)
    init?(options: EncodingOptions, bits: (VersionClass) -> Int?) {
        for versions in VersionClass.allCases where versions.versions.overlaps(options.versions) {
            let range = versions.versions.clamped(to: options.versions)
            guard let needed = bits(versions),
                let version = VersionSelection.smallest(range, holding: needed, options.errorCorrection)
            else { continue }
            self.version = version
            var level = options.errorCorrection
            if options.boostsErrorCorrection {
                for higher in ErrorCorrection.allCases
                where higher > level && needed <= 8 * Capacity.codewords(version: version, errorCorrection: higher) {
                    level = higher
                }
            }
            errorCorrection = level
            return
        }
        return nil
    }

    private static func smallest(
        _ versions: ClosedRange<Int>,
        holding bits: Int,
        _ errorCorrection: ErrorCorrection,
    ) -> Int? {
        guard bits <= 8 * Capacity.codewords(version: versions.upperBound, errorCorrection: errorCorrection)
        else { return nil }
        return versions.first { bits <= 8 * Capacity.codewords(version: $0, errorCorrection: errorCorrection) }
    }

    /// Says by how much a message is too long, and what would fit.
    ///
    /// - Parameters:
    ///   - options: The options with which it did not fit.
    ///   - needed: Its length in the largest allowed version.
    ///   - bits: Its length in any class, or `nil` when it cannot be written there.
    /// - Returns: What `EncodingError.tooLong` tells.
    static func overflow(
        options: EncodingOptions,
        needed: Int,
        bits: (VersionClass) -> Int?,
    ) -> EncodingError.Overflow {
        let version = options.versions.upperBound
        let level = options.errorCorrection
        var attempt = options
        let highestFittingLevel = ErrorCorrection.allCases.last { lower in
            attempt.errorCorrection = lower
            return lower < level && VersionSelection(options: attempt, bits: bits) != nil
        }
        attempt = options
        attempt.versions = 1...40
        return EncodingError.Overflow(
            neededBits: needed,
            availableBits: 8 * Capacity.codewords(version: version, errorCorrection: level),
            version: version,
            errorCorrection: level,
            highestFittingLevel: highestFittingLevel,
            smallestFittingVersion: VersionSelection(options: attempt, bits: bits)?.version,
            maximumBytes: Capacity.bytes(version: version, errorCorrection: level) ?? 0, )
    }
}
