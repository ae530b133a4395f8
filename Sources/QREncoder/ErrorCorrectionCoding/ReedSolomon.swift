// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Division by a generator polynomial with one table row of 32 bytes for every feedback byte.
///
/// The remainder register is four 64-bit words, the highest coefficient in the least significant byte of the first: a
/// step shifts it by one byte and adds the row of the byte that falls out.
@safe
struct ReedSolomon {
    /// The remainder register.
    typealias Remainder = (UInt64, UInt64, UInt64, UInt64)

    /// 256 rows of four words: the generator polynomial times the row number.
    private let rows: UnsafePointer<UInt64>

    /// One address a degree, 0 until the table is made; tables live for ever.
    private static let tables = InlineArray<31, Atomic<Int>> { _ in Atomic(0) }

    /// The divider for a generator polynomial of this degree, 1…30; the first call for a degree makes its table.
    init(degree: Int) {
        let known = ReedSolomon.tables[degree].load(ordering: .acquiring)
        if let rows = unsafe UnsafePointer<UInt64>(bitPattern: known) {
            unsafe self.rows = rows
        } else {
            unsafe rows = ReedSolomon.publish(degree: degree)
        }
    }

    /// Makes the table and publishes it, unless another thread was first.
    private static func publish(degree: Int) -> UnsafePointer<UInt64> {
        let made = unsafe makeRows(degree: degree)
        let (exchanged, original) = tables[degree].compareExchange(
            expected: 0,
            desired: Int(bitPattern: made),
            ordering: .acquiringAndReleasing,
        )
        guard !exchanged, let winner = unsafe UnsafePointer<UInt64>(bitPattern: original) else {
            return unsafe UnsafePointer(made)
        }
        unsafe made.deallocate()
        return unsafe winner
    }

    private static func makeRows(degree: Int) -> UnsafeMutablePointer<UInt64> {
        let generator = GaloisField.generatorPolynomial(degree: degree)
        let rows = UnsafeMutablePointer<UInt64>.allocate(capacity: 256 * 4)
        unsafe rows.initialize(repeating: 0, count: 256 * 4)
        for factor in 0..<256 {
            for (index, coefficient) in generator.enumerated() {
                let product = UInt64(GaloisField.product(coefficient, UInt8(factor)))
                unsafe rows[factor * 4 + index / 8] |= product << UInt64(index % 8 * 8)
            }
        }
        return unsafe rows
    }

    /// Feeds one data codeword into the register.
    @inline(__always)
    func step(_ codeword: UInt8, _ remainder: inout Remainder) {
        let row = unsafe rows + Int(codeword ^ UInt8(truncatingIfNeeded: remainder.0)) &* 4
        remainder.0 = unsafe (remainder.0 &>> 8 | remainder.1 &<< 56) ^ row[0]
        remainder.1 = unsafe (remainder.1 &>> 8 | remainder.2 &<< 56) ^ row[1]
        remainder.2 = unsafe (remainder.2 &>> 8 | remainder.3 &<< 56) ^ row[2]
        remainder.3 = unsafe remainder.3 &>> 8 ^ row[3]
    }
}
