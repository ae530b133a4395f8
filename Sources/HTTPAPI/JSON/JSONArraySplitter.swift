// SPDX-License-Identifier: Apache-2.0

/// Cuts a JSON array that arrives piece by piece into its elements, and checks every byte of it on the way.
///
/// The parser makes values of some eighteen times the size of their text. An array of 25 MB is therefore never parsed as
/// a whole: one element is kept at a time, at most ``longestElement`` bytes of it.
struct JSONArraySplitter {
    /// Takes one element, checked to be JSON.
    typealias Take = (_ element: Span<UInt8>) throws -> Void

    private enum Place {
        case beforeArray, beforeFirst, beforeElement, inElement, behindElement, behindArray
    }

    /// How many elements were taken.
    private(set) var count = 0
    private let depth: Int
    private let longestElement: Int
    private var place = Place.beforeArray
    private var bounds = JSONElementBounds()
    private var element: [UInt8] = []
    /// How many bytes came before the piece at hand.
    private var consumed = 0

    /// Begins before the first byte of the array.
    ///
    /// `depth` is how deep arrays and objects may be nested, the outer array included.
    init(depth: Int, longestElement: Int) {
        self.depth = depth
        self.longestElement = longestElement
    }

    /// Takes the next piece of the text.
    /// - Parameters:
    ///   - bytes: the piece, of any length.
    ///   - take: is called for each element that ends in it.
    /// - Throws: ``JSONFault`` where the text is not an array of JSON values, or what `take` throws.
    mutating func read(_ bytes: Span<UInt8>, _ take: Take) throws {
        var index = 0
        while index < bytes.count {
            if place == .inElement {
                try readElement(bytes, &index, take)
            } else {
                try readBetween(bytes[index], at: consumed + index)
                // The first byte of an element is read again as a part of it.
                if place != .inElement { index += 1 }
            }
        }
        consumed += bytes.count
    }

    /// Ends the text.
    /// - Throws: ``JSONFault`` where the array has no end.
    func finish() throws(JSONFault) {
        if place == .behindArray { return }
        throw JSONFault(place == .beforeArray ? "the text is empty" : "the array has no end", at: consumed)
    }

    private mutating func readElement(_ bytes: Span<UInt8>, _ index: inout Int, _ take: Take) throws {
        let start = index
        let hasEnded = bounds.advance(bytes, &index)
        guard element.count + index - start <= longestElement else {
            throw JSONFault(
                "element \(count) of the array is longer than \(longestElement) bytes", at: consumed + start, )
        }
        if hasEnded, element.isEmpty {
            // Most elements lie whole in one piece.
            try end(bytes.extracting(start..<index), endingAt: consumed + index, take)
        } else {
            for position in start..<index { element.append(bytes[position]) }
            guard hasEnded else { return }
            try end(element.span, endingAt: consumed + index, take)
            element.removeAll(keepingCapacity: true)
        }
        place = .behindElement
    }

    private func end(_ element: Span<UInt8>, endingAt end: Int, _ take: Take) throws {
        do throws(JSONFault) {
            try JSONCheck.check(element, depth: depth - 1)
        } catch {
            throw JSONFault(error.reason, at: end - element.count + error.offset)
        }
        try take(element)
    }

    private mutating func readBetween(_ byte: UInt8, at offset: Int) throws(JSONFault) {
        if JSONCheck.isSpace(byte) { return }
        switch place {
        case .beforeArray:
            guard byte == UInt8(ascii: "[") else {
                throw JSONFault.begins(with: byte, at: offset, "an array is expected")
            }
            place = .beforeFirst
        case .beforeFirst where byte == UInt8(ascii: "]"): place = .behindArray
        case .beforeFirst, .beforeElement:
            bounds = JSONElementBounds()
            place = .inElement
        case .behindElement where byte == UInt8(ascii: ","):
            count += 1
            place = .beforeElement
        case .behindElement where byte == UInt8(ascii: "]"):
            count += 1
            place = .behindArray
        case .behindElement: throw JSONFault("a comma or ] is expected", at: offset)
        case .behindArray, .inElement: throw JSONFault("nothing may follow the array", at: offset)
        }
    }
}

/// Finds where an element of an array ends, by its brackets and quotes alone.
private struct JSONElementBounds {
    private var level = 0
    private var isInText = false
    private var isEscaped = false

    /// Moves on to the end of the element, or of the bytes.
    /// - Returns: whether the element has ended.
    mutating func advance(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            if isInText {
                advanceText(byte)
                index += 1
                if !isInText, level == 0 { return true }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): level += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of the array around it: what stands before is a number or a word, or nothing.
                if level == 0 { return true }
                level -= 1
                if level == 0 {
                    index += 1
                    return true
                }
            case UInt8(ascii: ",") where level == 0: return true
            case let space where level == 0 && JSONCheck.isSpace(space): return true
            default: break
            }
            index += 1
        }
        return false
    }

    private mutating func advanceText(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInText = false
        }
    }
}
