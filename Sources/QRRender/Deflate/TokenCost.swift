// SPDX-License-Identifier: Apache-2.0

/// What a token takes in bits, guessed before the codes are known.
///
/// The constants are among the best of 240 sets tried on three symbols (versions 3, 16, 33) at three sizes; their
/// neighbors differ by less than a percent.
enum TokenCost {
    /// The bits of a byte; those of whole modules are frequent.
    static func literal(_ byte: UInt8) -> Int {
        byte == 0 || byte == 0xFF ? 4 : 5
    }

    /// The bits of a copy's length.
    @inline(__always)
    static func length(_ length: Int) -> Int {
        5 + DeflateToken.symbol(ofLength: length).extraCount
    }

    /// The bits of a copy's distance.
    static func distance(_ distance: Int) -> Int {
        3 + DeflateToken.symbol(ofDistance: distance).extraCount
    }

    /// The bits of a copy's distance.
    @inline(__always)
    static func distance(_ source: DeflateToken.Source) -> Int { 3 + source.extraCount }
}
