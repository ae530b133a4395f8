// SPDX-License-Identifier: Apache-2.0

@testable import QREncoder

/// The fewest bits of a text, by trying every segment that ends at a character after the best way to its beginning:
/// quadratic, but with whole segments and without fractions.
enum ReferenceSegmentation {
    /// With the given modes, each of which writes what it can.
    static func bits(_ text: String, versions: VersionClass, modes: [Segment.Mode]) -> Int {
        bits(text, versions: versions, modes: modes, units: units)
    }

    /// With all four modes, where byte mode may not write what is not ASCII.
    static func bitsWithKanji(_ text: String, versions: VersionClass) -> Int {
        bits(text, versions: versions, modes: [.numeric, .alphanumeric, .byte, .kanji]) { scalar, mode in
            mode == .byte && !scalar.isASCII ? nil : units(of: scalar, in: mode)
        }
    }

    /// With separators, which alphanumeric mode writes as one percent sign, and percent signs, which it doubles.
    static func bitsWithFNC1(_ text: String, versions: VersionClass) -> Int {
        bits(text, versions: versions, modes: [.numeric, .alphanumeric, .byte]) { scalar, mode in
            switch (mode, scalar) {
            case (.alphanumeric, "\u{1D}"): 1
            case (.alphanumeric, "%"): 2
            default: units(of: scalar, in: mode)
            }
        }
    }

    private static func bits(
        _ text: String,
        versions: VersionClass,
        modes: [Segment.Mode],
        units size: (Unicode.Scalar, Segment.Mode) -> Int?,
    ) -> Int {
        let scalars = Array(text.unicodeScalars)
        var least = [0]
        for end in scalars.indices {
            var best = Int.max
            for mode in modes {
                var units = 0
                for start in (0...end).reversed() {
                    guard let size = size(scalars[start], mode) else { break }
                    units += size
                    best = min(best, least[start] + mode.headerBits(versions) + mode.dataBits(characters: units))
                }
            }
            least.append(best)
        }
        return least[scalars.count]
    }

    /// What a character counts in a mode, or `nil` when the mode cannot write it.
    private static func units(of scalar: Unicode.Scalar, in mode: Segment.Mode) -> Int? {
        switch mode {
        case .numeric: "0123456789".unicodeScalars.contains(scalar) ? 1 : nil
        case .alphanumeric: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".unicodeScalars.contains(scalar) ? 1 : nil
        case .byte: String(scalar).utf8.count
        case .kanji: KanjiTable.value(of: scalar.value) == nil ? nil : 1
        case .eci, .fnc1First, .fnc1Second, .structuredAppend: nil
        }
    }
}
