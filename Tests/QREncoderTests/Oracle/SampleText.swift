// SPDX-License-Identifier: Apache-2.0

@testable import QREncoder

/// Seeded payloads for the oracles.
enum SampleText {
    /// Bytes from 0 to the most that fit, every value possible.
    static func bytes(
        version: Int,
        level: ErrorCorrection,
        using random: inout some RandomNumberGenerator,
    ) -> [UInt8] {
        let most = Capacity.bytes(version: version, errorCorrection: level) ?? 0
        return (0..<Int.random(in: most / 2...most, using: &random)).map { _ in .random(in: 0...255, using: &random) }
    }

    /// Lower-case letters: one byte segment in any encoder.
    static func letters(
        version: Int,
        level: ErrorCorrection,
        using random: inout some RandomNumberGenerator,
    ) -> String {
        let most = Capacity.bytes(version: version, errorCorrection: level) ?? 0
        return letters(count: Int.random(in: max(1, most / 2)...most, using: &random), using: &random)
    }

    static func letters(count: Int, using random: inout some RandomNumberGenerator) -> String {
        String((0..<count).map { _ in "abcdefghijklmnopqrstuvwxyz"[.random(in: 0..<26, using: &random)] })
    }

    /// Runs of digits, capitals, small letters and characters of another alphabet.
    static func mixture(
        runs: Int,
        alphabets: [String],
        longest: Int,
        using random: inout some RandomNumberGenerator,
    ) -> String {
        (0..<runs).map { _ in
            let alphabet = alphabets[.random(in: 0..<alphabets.count, using: &random)]
            let characters = Array(alphabet)
            return String(
                (0..<Int.random(in: 1...longest, using: &random)).map { _ in
                    characters[.random(in: 0..<characters.count, using: &random)]
                })
        }
        .joined()
    }
}

extension String {
    fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
