// SPDX-License-Identifier: Apache-2.0

extension QRSymbol {
    /// Divides a text among several symbols that readers put together again: Structured Append (ISO/IEC 18004:2015, 8).
    ///
    /// The fewest symbols of the largest allowed version are taken, and then the smallest version that needs no more.
    /// A text that fits a single symbol becomes one without a header, unless a number of symbols is asked for.
    ///
    /// - Parameters:
    ///   - text: Any text; it is divided between characters.
    ///   - options: Level, versions, mask, ECI policy, kanji and FNC1, for every symbol.
    ///   - count: The number of symbols 2…16, or `nil` for the fewest.
    /// - Returns: The symbols in the order of the text, all of the same version.
    /// - Throws: `EncodingError.tooLongForSequence` when the text does not fit; `.invalidSymbolCount` for a number that
    ///   is out of range or more than the characters; `.invalidVersion`, `.invalidMask` and
    ///   `.invalidApplicationIndicator` for options out of range.
    public static func structuredAppend(
        text: String,
        options: EncodingOptions = .init(),
        symbols count: Int? = nil,
    ) throws(EncodingError) -> [QRSymbol] {
        try options.validate()
        if let count {
            guard 2...16 ~= count else { throw .invalidSymbolCount(count, allowed: 2...16) }
        } else if let symbol = try? QRSymbol(text: text, options: options) {
            return [symbol]
        }
        let sequence = SymbolSequence(options: options, count: count)
        guard text.utf8.count <= 16 * Capacity.maximumTextBytes else { throw sequence.tooLong }
        let characters = text.map(\.utf8.count)
        if let count, count > characters.count {
            throw .invalidSymbolCount(count, allowed: 2...max(2, min(16, characters.count)))
        }
        var text = text
        return try text.withUTF8 { utf8 in unsafe sequence.symbols(of: utf8, characters: characters) }.get()
    }
}

/// The symbols that one message is divided among.
private struct SymbolSequence {
    let options: EncodingOptions
    /// The number of symbols asked for, or `nil` for the fewest.
    let count: Int?

    /// Why a message that is too long is refused.
    var tooLong: EncodingError {
        .tooLongForSequence(
            count: count ?? 16, version: options.versions.upperBound, errorCorrection: options.errorCorrection, )
    }

    /// The symbols of a text's UTF-8, whose characters have so many bytes each.
    func symbols(of text: UnsafeBufferPointer<UInt8>, characters: [Int]) -> Result<[QRSymbol], EncodingError> {
        let scratchBytes = TextDivision.scratchBytes
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scratchBytes) { scratch in
            let division = unsafe TextDivision(
                text, characters: characters, options: options, scratch: scratch.baseAddress.unsafelyUnwrapped, )
            guard let (version, parts) = smallest(division) else { return .failure(tooLong) }
            var options = options
            options.versions = version...version
            let parity = unsafe MessageParity.of(text, options: options)
            do throws(EncodingError) {
                return .success(try unsafe encode(parts, of: text, options: options, parity: parity))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The smallest version that needs no more symbols than the largest does, and its parts.
    private func smallest(_ division: TextDivision) -> (version: Int, parts: [Range<Int>])? {
        let largest = options.versions.upperBound
        guard var parts = division.parts(version: largest, atMost: count ?? 16) else { return nil }
        let most = count ?? parts.count
        var version = largest
        var below = options.versions.lowerBound - 1
        while version - below > 1 {
            let middle = (below + version) / 2
            if let found = division.parts(version: middle, atMost: most) {
                version = middle
                parts = found
            } else {
                below = middle
            }
        }
        return (version, division.divide(parts, into: max(2, most)))
    }

    private func encode(
        _ parts: [Range<Int>],
        of text: UnsafeBufferPointer<UInt8>,
        options: EncodingOptions,
        parity: UInt8,
    ) throws(EncodingError) -> [QRSymbol] {
        var symbols: [QRSymbol] = []
        for (index, part) in parts.enumerated() {
            let header = try Segment.structuredAppend(index: index, count: parts.count, parity: parity)
            let slice = unsafe UnsafeBufferPointer(rebasing: text[part])
            symbols.append(try unsafe QRSymbol.encode(slice, options: options, after: header).get())
        }
        return symbols
    }
}
