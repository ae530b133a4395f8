// SPDX-License-Identifier: Apache-2.0

import QREncoder

/// Counts the wrong modules of a drawn symbol by what they are for.
struct PatternCheck {
    /// The wrong codewords.
    private(set) var codewords: Set<Int> = []
    private var formatErrors = (first: 0, second: 0)
    private var versionErrors = (first: 0, second: 0)
    private var timingErrors = 0
    private var alignmentErrors: [Int: Int] = [:]
    private let size: Int

    /// The bits that the codes of the format and the version information correct (ISO/IEC 18004:2015, 7.9 and 7.10).
    private static let correctableBits = 3
    /// The share of wrong timing modules from which readers that count them lose their step.
    private static let timingShare = 0.2
    /// The wrong modules from which an alignment pattern is hard to find.
    private static let alignmentModules = 6

    /// Counts.
    ///
    /// - Parameters:
    ///   - damaged: Whether each module is damaged, row by row.
    ///   - version: The version of the symbol.
    init(_ damaged: [Bool], version: Int) {
        size = 17 + 4 * version
        // What modules are for takes longer to find out than all the rest.
        guard damaged.contains(true) else { return }
        let anatomy = SymbolAnatomy(version: version)
        for (index, isDamaged) in damaged.enumerated() where isDamaged {
            count(x: index % size, y: index / size, in: anatomy)
        }
    }

    private mutating func count(x: Int, y: Int, in anatomy: SymbolAnatomy) {
        switch anatomy[x, y] {
        case .codeword(let index): codewords.insert(index)
        case .format:
            // The first copy bends around the eye at the top left; the second lies beside the two others.
            if x <= 8, y <= 8 { formatErrors.first += 1 } else { formatErrors.second += 1 }
        case .version: if x > y { versionErrors.first += 1 } else { versionErrors.second += 1 }
        case .timing: timingErrors += 1
        case .alignment: alignmentErrors[anatomy.alignmentPattern(x: x, y: y), default: 0] += 1
        case .finder, .separator, .darkModule, .remainder: break
        }
    }

    /// The patterns beyond repair, the eyes excepted.
    var damagedPatterns: [ScanReport.FunctionPattern] {
        var patterns: [ScanReport.FunctionPattern] = []
        if Double(timingErrors) > Self.timingShare * Double(2 * (size - 16)) { patterns.append(.timing) }
        if alignmentErrors.values.contains(where: { $0 >= Self.alignmentModules }) { patterns.append(.alignment) }
        if formatErrors.first > Self.correctableBits { patterns.append(.formatFirst) }
        if formatErrors.second > Self.correctableBits { patterns.append(.formatSecond) }
        if versionErrors.first > Self.correctableBits { patterns.append(.versionFirst) }
        if versionErrors.second > Self.correctableBits { patterns.append(.versionSecond) }
        return patterns
    }
}
