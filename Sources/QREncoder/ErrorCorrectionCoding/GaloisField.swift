// SPDX-License-Identifier: Apache-2.0

/// Arithmetic in GF(2⁸) with the primitive polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004:2015, 7.5.2).
///
/// Only used to make tables, so it is written for the reader.
enum GaloisField {
    /// The product of two field elements.
    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        // Horner's rule over the bits of `right`: double, reduce, add.
        for bit in (0..<8).reversed() {
            product <<= 1
            if product & 0x100 != 0 { product ^= 0x11D }
            if right >> UInt8(bit) & 1 == 1 { product ^= Int(left) }
        }
        return UInt8(product)
    }

    /// The generator polynomial (x − α⁰)(x − α¹)…(x − α^(degree−1)) of Annex A, without its leading 1, from the highest
    /// power down.
    static func generatorPolynomial(degree: Int) -> [UInt8] {
        var polynomial = [UInt8](repeating: 0, count: degree)
        polynomial[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            // Multiply by (x − root); subtraction is exclusive or.
            for index in 0..<degree {
                polynomial[index] = product(polynomial[index], root) ^ (index + 1 < degree ? polynomial[index + 1] : 0)
            }
            root = product(root, 2)
        }
        return polynomial
    }
}
