// SPDX-License-Identifier: Apache-2.0

/// Check digits and characters (GS1 General Specifications, section 7.9).
enum GS1Check {
    /// The characters of set 82 in the order of their values (figure 7.11-1).
    static let set82 = Array(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)

    /// The check digit of the digits before it: weights 3 and 1 by turns from the right, up to the next multiple of ten.
    static func digit(_ digits: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() { sum += Int(digit &- 48) * (index % 2 == 0 ? 3 : 1) }
        return UInt8((10 - sum % 10) % 10 + 48)
    }

    /// The pair of check characters of a Global Model Number: values in set 82, weighted with the primes from the
    /// right, modulo 1021, in two digits of base 32.
    static func pair(_ characters: some BidirectionalCollection<UInt8>) -> [UInt8] {
        let primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]
        var sum = 0
        for (character, prime) in zip(characters.reversed(), primes) {
            sum += (set82.firstIndex(of: character) ?? 0) * prime
        }
        let digits = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        return [digits[sum % 1021 >> 5], digits[sum % 1021 & 31]]
    }
}
