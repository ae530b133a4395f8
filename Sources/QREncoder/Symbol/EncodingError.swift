// SPDX-License-Identifier: Apache-2.0

/// Why a message could not become a symbol; every description says what to change.
public enum EncodingError: Error, Sendable, Hashable {
    /// The message needs more bits than the largest allowed version holds.
    case tooLong(Overflow)
    /// A character that the segment's mode cannot carry, at this index counted in characters from 0.
    case invalidCharacter(Character, index: Int, mode: Segment.Mode)
    /// An ECI assignment number outside 0…999,999.
    case invalidECIAssignment(Int)
    /// An application indicator that is neither a Latin letter nor two digits.
    case invalidApplicationIndicator(String)
    /// A number of symbols that Structured Append cannot have, or that a message of so few characters cannot have.
    case invalidSymbolCount(Int, allowed: ClosedRange<Int>)
    /// A symbol's index that is not below the number of symbols.
    case invalidSymbolIndex(Int, count: Int)
    /// The message does not fit so many symbols of the largest allowed version at the requested level.
    case tooLongForSequence(count: Int, version: Int, errorCorrection: ErrorCorrection)
    /// A version outside 1…40.
    case invalidVersion(Int)
    /// A mask outside 0…7.
    case invalidMask(Int)
    /// A message or an option that does not suit the kind of symbol.
    case unsuitable(Unsuitability, Symbology)
    /// A number of data codewords that is not what the version and level hold.
    case invalidCodewordCount(Int, expected: Int)

    /// By how much a message is too long, and what would fit.
    public struct Overflow: Sendable, Hashable {
        /// The bits that the message needs in the largest allowed version, headers included.
        public let neededBits: Int
        /// The data bits of that version at the requested level.
        public let availableBits: Int
        /// The largest allowed version.
        public let version: Int
        /// The requested error correction level.
        public let errorCorrection: ErrorCorrection
        /// The highest level at which the message would fit the allowed versions, if any.
        public let highestFittingLevel: ErrorCorrection?
        /// The smallest version at which the message would fit at the requested level, allowed or not, if any.
        public let smallestFittingVersion: Int?
        /// The most bytes that one byte segment can carry in the largest allowed version at the requested level.
        public let maximumBytes: Int

        /// How many bits the message is too long.
        public var excessBits: Int { neededBits - availableBits }
        /// How many bytes to take away, rounded up.
        public var excessBytes: Int { (excessBits + 7) / 8 }
    }
}
