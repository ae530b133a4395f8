// SPDX-License-Identifier: Apache-2.0

@testable import QREncoder

/// Data codewords that bring out different features of a symbol.
enum SampleCodewords {
    /// Noise, sparse or dense modules, large even areas, or stripes like finder patterns.
    static func make(
        version: Int,
        level: ErrorCorrection,
        using random: inout some RandomNumberGenerator,
    ) -> [UInt8] {
        let count = Capacity.codewords(version: version, errorCorrection: level)
        let kind = Int.random(in: 0..<6, using: &random)
        let fill = UInt8.random(in: 0...255, using: &random)
        return (0..<count).map { _ in
            let noise = UInt8.random(in: 0...255, using: &random)
            return switch kind {
            case 0, 1: noise
            case 2: noise & UInt8.random(in: 0...255, using: &random) & UInt8.random(in: 0...255, using: &random)
            case 3: noise < 8 ? noise : fill
            case 4: noise < 16 ? noise : 0b0000_1011
            default: noise < 16 ? noise : 0b1101_0000
            }
        }
    }
}
