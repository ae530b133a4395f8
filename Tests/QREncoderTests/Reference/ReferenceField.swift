// SPDX-License-Identifier: Apache-2.0

/// GF(2⁸) by powers of α, and schoolbook division of polynomials (ISO/IEC 18004:2015, 7.5.2).
enum ReferenceField {
    private static let powers: [Int] = {
        var powers = [1]
        while powers.count < 255 {
            let doubled = powers[powers.count - 1] * 2
            powers.append(doubled < 256 ? doubled : doubled ^ 0b1_0001_1101)
        }
        return powers
    }()

    private static let logarithms: [Int] = {
        var logarithms = Array(repeating: 0, count: 256)
        for (exponent, power) in powers.enumerated() { logarithms[power] = exponent }
        return logarithms
    }()

    static func product(_ left: Int, _ right: Int) -> Int {
        left == 0 || right == 0 ? 0 : powers[(logarithms[left] + logarithms[right]) % 255]
    }

    /// The error correction codewords of a block.
    static func remainder(_ data: [UInt8], count: Int) -> [UInt8] {
        var generator = [1]
        for exponent in 0..<count {
            // Multiply by x + α^exponent.
            var product = generator + [0]
            for (index, coefficient) in generator.enumerated() {
                product[index + 1] ^= ReferenceField.product(coefficient, powers[exponent])
            }
            generator = product
        }
        var dividend = data.map(Int.init) + Array(repeating: 0, count: count)
        for index in data.indices {
            let factor = dividend[index]
            for (offset, coefficient) in generator.enumerated() {
                dividend[index + offset] ^= product(coefficient, factor)
            }
        }
        return dividend.suffix(count).map(UInt8.init)
    }
}
