// SPDX-License-Identifier: Apache-2.0

/// A frame around the code and its quiet zone, with a line of text.
public struct LabelFrame: Hashable, Sendable {
    /// The kinds of frame.
    public enum Shape: String, CaseIterable, Hashable, Sendable {
        /// A line with sharp corners; the text stands below it.
        case square
        /// A line with round corners; the text stands below it.
        case rounded
        /// A line around the code that broadens at the bottom to a bar, in which the text stands.
        case banner
        /// A bar above the code in which the text stands, with a corner that points to the code.
        case bubble
    }

    /// The most characters that a label may have.
    public static let labelLimit = 60

    /// The kind of frame.
    public let shape: Shape
    /// The color of the frame.
    public let color: Color
    /// The text, or `nil` for a frame alone; not empty.
    public let label: String?

    /// Makes a frame from its parts.
    ///
    /// - Parameters:
    ///   - shape: The kind of frame.
    ///   - color: The color of the frame.
    ///   - label: One line of text of at most 60 characters; nothing or only spaces stands for no text.
    /// - Throws: ``StyleError`` for `frameLabel` when the text is too long or has control characters.
    public init(_ shape: Shape, color: Color = .black, label: String? = nil) throws(StyleError) {
        let trimmed = label.map { $0.split(separator: " ").joined(separator: " ") } ?? ""
        let isLine = trimmed.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard trimmed.unicodeScalars.count <= Self.labelLimit, isLine else {
            throw StyleError(field: .frameLabel, value: trimmed, allowed: "one line of at most 60 characters")
        }
        self.shape = shape
        self.color = color
        self.label = trimmed.isEmpty ? nil : trimmed
    }
}
