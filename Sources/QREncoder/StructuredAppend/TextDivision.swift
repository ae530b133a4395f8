// SPDX-License-Identifier: Apache-2.0

/// Divides a text among symbols, between characters.
///
/// A part of a text never takes more bits than the whole, so filling one symbol after the other gives the fewest.
@safe
struct TextDivision {
    /// The bits of a Structured Append header: mode indicator, index, count and parity.
    static let headerBits = 20

    private let text: UnsafeBufferPointer<UInt8>
    private let options: EncodingOptions
    /// Where characters begin, and the end of the text.
    private let boundaries: [Int]
    private let scratch: UnsafeMutablePointer<UInt8>

    /// The scratch bytes.
    static let scratchBytes = TextAnalysis.scratchBytes(textCount: Capacity.maximumTextBytes)

    /// Prepares the division of a text.
    ///
    /// - Parameters:
    ///   - text: Its UTF-8.
    ///   - characters: The bytes of each of its characters.
    ///   - options: Level, ECI policy, kanji and FNC1.
    ///   - scratch: Room for `scratchBytes`.
    init(
        _ text: UnsafeBufferPointer<UInt8>,
        characters: [Int],
        options: EncodingOptions,
        scratch: UnsafeMutablePointer<UInt8>,
    ) {
        unsafe self.text = text
        self.options = options
        unsafe self.scratch = scratch
        var boundaries = [0]
        for length in characters { boundaries.append(boundaries[boundaries.count - 1] + length) }
        self.boundaries = boundaries
    }

    /// The parts for symbols of a version, or `nil` when there were more than so many.
    func parts(version: Int, atMost count: Int) -> [Range<Int>]? {
        var parts: [Range<Int>] = []
        var start = 0
        while start < boundaries.count - 1 {
            guard parts.count < count, let end = end(of: start, version: version) else { return nil }
            parts.append(boundaries[start]..<boundaries[end])
            start = end
        }
        return parts
    }

    /// Halves the longest parts until there are so many; no more than there are characters.
    func divide(_ parts: [Range<Int>], into count: Int) -> [Range<Int>] {
        var parts = parts
        while parts.count < count {
            guard
                let longest = parts.indices.filter({ middle(of: parts[$0]) != nil })
                    .max(by: { parts[$0].count < parts[$1].count }),
                let middle = middle(of: parts[longest])
            else { return parts }
            let part = parts[longest]
            parts[longest] = part.lowerBound..<middle
            parts.insert(middle..<part.upperBound, at: longest + 1)
        }
        return parts
    }

    /// The boundary nearest to the middle of a part, if it has any inside.
    private func middle(of part: Range<Int>) -> Int? {
        let center = (part.lowerBound + part.upperBound) / 2
        let inside = boundaries.lazy.filter { part.lowerBound < $0 && $0 < part.upperBound }
        return inside.min { abs($0 - center) < abs($1 - center) }
    }

    /// The number of the last boundary up to which the text fits a symbol, by bisection.
    private func end(of start: Int, version: Int) -> Int? {
        guard fits(boundaries[start]..<boundaries[start + 1], version: version) else { return nil }
        var fitting = start + 1
        var tooFar = boundaries.count
        while tooFar - fitting > 1 {
            let middle = (fitting + tooFar) / 2
            if fits(boundaries[start]..<boundaries[middle], version: version) {
                fitting = middle
            } else {
                tooFar = middle
            }
        }
        return fitting
    }

    private func fits(_ part: Range<Int>, version: Int) -> Bool {
        guard part.count <= Capacity.maximumTextBytes else { return false }
        let room = 8 * Capacity.codewords(version: version, errorCorrection: options.errorCorrection)
        let slice = unsafe UnsafeBufferPointer(rebasing: text[part])
        var analysis = unsafe TextAnalysis(text: slice, options: options, scratch: scratch)
        guard let bits = analysis.bits(VersionClass(version: version), limit: room) else { return false }
        return bits + TextDivision.headerBits <= room
    }
}
