// SPDX-License-Identifier: Apache-2.0

/// A word that an owner puts on codes to find them together.
package struct Tag: Sendable, Hashable {
    /// The tag: 1 to 64 bytes of UTF-8 without control characters, white space trimmed at both ends.
    package let text: String

    /// The most tags that one code may carry.
    package static let maximumCount = 50

    /// Checks a tag.
    /// - Returns: nil when nothing is left after trimming, when it is longer than 64 bytes or has control characters.
    package init?(_ text: String) {
        let trimmed = text[...].trimmingSpaces
        guard (1...64).contains(trimmed.utf8.count), !trimmed.containsControlCharacter else { return nil }
        self.text = String(trimmed)
    }

    /// Reads a list of tags, dropping repeats.
    /// - Throws: ``CodeError/invalid(_:)`` with every faulty entry, pointers below `pointer`.
    package static func list(_ texts: [String], at pointer: String) throws(CodeError) -> [Tag] {
        var tags: [Tag] = []
        var faults: [FieldFault] = []
        for (index, text) in texts.enumerated() {
            guard let tag = Tag(text) else {
                faults.append(FieldFault("\(pointer)/\(index)", "a tag has 1 to 64 bytes and no control characters"))
                continue
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return tags
    }
}

extension StringProtocol {
    /// Whether a C0 control character, DEL or a C1 control character is anywhere in the text.
    package var containsControlCharacter: Bool { unicodeScalars.contains(where: \.isControlCharacter) }
}

extension Unicode.Scalar {
    /// Whether this is a C0 control character, DEL or a C1 control character.
    var isControlCharacter: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension Substring {
    /// The text without white space at its ends.
    var trimmingSpaces: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
