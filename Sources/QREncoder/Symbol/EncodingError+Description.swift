// SPDX-License-Identifier: Apache-2.0

extension EncodingError: CustomStringConvertible {
    /// One or two sentences: what is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .tooLong(let overflow):
            overflow.description
        case .invalidCharacter(let character, let index, let mode):
            "The character \"\(character)\" at index \(index) cannot be written in \(mode) mode; \(mode.remedy)."
        case .invalidECIAssignment(let number):
            "ECI assignment \(number) does not exist; use a number from 0 to 999999, such as 26 for UTF-8."
        case .invalidApplicationIndicator(let indicator):
            "The application indicator \"\(indicator)\" does not exist; use one Latin letter or two digits."
        case .invalidSymbolCount(let count, let allowed):
            "A message cannot be divided among \(count) symbols; use \(allowed.lowerBound) to \(allowed.upperBound)."
        case .invalidSymbolIndex(let index, let count):
            "There is no symbol \(index) of \(count); use an index from 0 to \(count - 1)."
        case .tooLongForSequence(let count, let version, let errorCorrection):
            "The message is too long for \(count) symbols of version \(version) at level \(errorCorrection.letter); "
                + "allow larger versions, lower the error correction, or shorten it."
        case .invalidVersion(let version):
            "Version \(version) does not exist; use versions from 1 to 40."
        case .unsuitable(let reason, let symbology):
            "This cannot be a \(symbology.name): \(reason)."
        case .invalidMask(let mask):
            "Mask \(mask) does not exist; use a mask from 0 to 7, or none for the best one."
        case .invalidCodewordCount(let count, let expected):
            "\(count) data codewords were given where the version and level hold exactly \(expected); "
                + "pad or shorten the message to \(expected)."
        }
    }
}

extension EncodingError.Overflow: CustomStringConvertible {
    /// By how much the message is too long, and every change that would help.
    public var description: String {
        var remedies: [String] = []
        if let highestFittingLevel {
            remedies.append("lower the error correction to \(highestFittingLevel.letter)")
        }
        if let smallestFittingVersion {
            remedies.append("allow version \(smallestFittingVersion)")
        }
        remedies.append("shorten it (at most \(maximumBytes) bytes fit)")
        return "The message is \(excessBits) bits (\(excessBytes) bytes) too long for version \(version) at level "
            + "\(errorCorrection.letter): " + remedies.joined(separator: ", or ") + "."
    }
}

extension Segment.Mode {
    /// What to do about a character that the mode cannot carry.
    fileprivate var remedy: String {
        switch self {
        case .numeric: "use the digits 0 to 9, or a byte segment"
        case .alphanumeric: "use digits, capital letters, space and $%*+-./: or a byte segment"
        case .kanji: "use characters of JIS X 0208, or a byte segment"
        case .byte, .eci, .fnc1First, .fnc1Second, .structuredAppend: "use a byte segment"
        }
    }
}
