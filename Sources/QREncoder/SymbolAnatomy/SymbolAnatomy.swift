// SPDX-License-Identifier: Apache-2.0

/// What every module of a version is for: the patterns by which readers find it, and which codeword its bit is of.
///
/// Damage is counted in codewords of an error correction block, not in modules: eight modules side by side cost as
/// much as one when they share a codeword.
package struct SymbolAnatomy: Hashable, Sendable {
    /// What a module is for.
    package enum Role: Hashable, Sendable {
        /// One of the three eyes, 7 × 7 modules.
        case finder
        /// The light line between an eye and the rest.
        case separator
        /// The lines of alternating modules.
        case timing
        /// An alignment pattern, 5 × 5 modules.
        case alignment
        /// The format information, either copy.
        case format
        /// The version information, either copy.
        case version
        /// The one module that is dark in every symbol, beside the lower left eye.
        case darkModule
        /// A module that the codewords leave over.
        case remainder
        /// A bit of the codeword with this index in the final sequence (ISO/IEC 18004:2015, 7.6).
        case codeword(Int)
    }

    /// The version, 1…40.
    package let version: Int
    /// The modules along one side.
    package let size: Int
    /// The roles as numbers, row by row: the index of a codeword, or one of ``RoleNumber``.
    private let numbers: [UInt16]

    /// The anatomy of a version.
    ///
    /// - Parameter version: The version, 1…40.
    package init(version: Int) {
        self.version = version
        size = 17 + 4 * version
        var map = RoleMap(version: version)
        map.drawFunctionPatterns()
        map.layCodewords()
        numbers = map.numbers
    }

    /// The middles of a version's alignment patterns, each 5 × 5 modules; cheap, unlike the whole anatomy.
    ///
    /// - Parameter version: The version, 1…40.
    /// - Returns: Their columns and rows, none for version 1.
    package static func alignmentCenters(version: Int) -> [(x: Int, y: Int)] {
        let centers = AlignmentPatterns.centers(version: version)
        guard let last = centers.last else { return [] }
        return centers.flatMap { y in
            // The eyes lie where three of the corners' patterns would.
            centers.filter { x in !(x == 6 && (y == 6 || y == last)) && !(y == 6 && x == last) }.map { ($0, y) }
        }
    }

    /// What the module in column x and row y is for; both must lie in 0..<``size``.
    package subscript(x: Int, y: Int) -> Role {
        let number = numbers[y * size + x]
        return RoleNumber(rawValue: number)?.role ?? .codeword(Int(number))
    }

    /// Which alignment pattern a module is of.
    ///
    /// - Parameters:
    ///   - x: The column of a module of role ``Role/alignment``.
    ///   - y: Its row.
    /// - Returns: A number that all modules of the pattern share, and no other.
    package func alignmentPattern(x: Int, y: Int) -> Int {
        let centers = AlignmentPatterns.centers(version: version)
        func position(_ line: Int) -> Int { centers.firstIndex { $0 + 2 >= line } ?? 0 }
        return position(y) * centers.count + position(x)
    }
}

/// The roles that are no codeword, above every index that a codeword can have (3,705).
enum RoleNumber: UInt16 {
    case finder = 0xFF00
    case separator
    case timing
    case alignment
    case format
    case version
    case darkModule
    case remainder

    var role: SymbolAnatomy.Role {
        switch self {
        case .finder: .finder
        case .separator: .separator
        case .timing: .timing
        case .alignment: .alignment
        case .format: .format
        case .version: .version
        case .darkModule: .darkModule
        case .remainder: .remainder
        }
    }
}
