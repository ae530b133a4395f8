// SPDX-License-Identifier: Apache-2.0

/// The eighteen bits that versions 7…40 carry twice (ISO/IEC 18004:2015, 7.10, Annex D).
enum VersionInformation {
    /// The first version that carries them.
    static let firstVersion = 7

    /// The version and its twelve check bits.
    static func bits(version: Int) -> Int {
        BCHCode.codeword(version, generator: 0x1F25, checkBits: 12)
    }
}
