// SPDX-License-Identifier: Apache-2.0

/// The kinds of symbols.
public enum Symbology: String, Sendable, Hashable, CaseIterable {
    /// QR Code, 21 to 177 modules square, for any text.
    case qr
    /// Micro QR Code, 11 to 17 modules square, for at most 35 digits, 21 capital letters or 15 bytes.
    case micro
    /// rMQR Code, rectangles of 7×43 to 17×139 modules, for at most 361 digits, 219 capital letters or 150 bytes.
    case rmqr

    /// The name in the standard.
    var name: String {
        switch self {
        case .qr: "QR Code"
        case .micro: "Micro QR Code"
        case .rmqr: "rMQR Code"
        }
    }
}

/// Why a message or an option does not suit a kind of symbol.
public enum Unsuitability: Sendable, Hashable {
    /// A version outside the range.
    case version(Int, allowed: ClosedRange<Int>)
    /// A limit of rows that no allowed version keeps.
    case height(Int)
    /// A mask outside the range.
    case mask(Int, allowed: ClosedRange<Int>)
    /// A level that no allowed version has.
    case errorCorrection(ErrorCorrection)
    /// A mode that no allowed version has.
    case mode(Segment.Mode)
    /// A character that would need an ECI header, at this index counted in characters from 0.
    case character(Character, index: Int)
    /// More bits than the largest allowed version holds at the requested level, headers included.
    case length(bits: Int, available: Int)
}

extension Unsuitability: CustomStringConvertible {
    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .version(let version, let allowed):
            "version \(version) does not exist; use \(allowed.lowerBound) to \(allowed.upperBound)"
        case .height(let rows):
            "no allowed version has at most \(rows) rows; allow 7 to 17 rows, or other versions"
        case .mask(let mask, let allowed):
            "mask \(mask) does not exist; use \(allowed.lowerBound) to \(allowed.upperBound), or none for the best one"
        case .errorCorrection(let level):
            "level \(level.letter) does not exist in the allowed versions; use a lower one, or QR Code"
        case .mode(let mode):
            "\(mode) segments do not exist in the allowed versions; allow larger ones, or use QR Code"
        case .character(let character, let index):
            "the character \"\(character)\" at index \(index) needs an ECI header, which does not exist; use QR Code"
        case .length(let bits, let available):
            "the message has \(bits) bits where \(available) fit; shorten it, lower the error correction, allow larger "
                + "versions, or use QR Code"
        }
    }
}
