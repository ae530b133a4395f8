// SPDX-License-Identifier: Apache-2.0

/// A part of a style that cannot be used: which one, what it was, and what is allowed instead.
public struct StyleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The parts of a style; the raw value is the name in the native API.
    public enum Field: String, Hashable, Sendable, CaseIterable {
        /// The width of the quiet zone.
        case margin
        /// The color of the dark modules.
        case foreground
        /// The color of the light modules and of the quiet zone.
        case background
        /// The error correction level.
        case errorCorrection
        /// The version, that is the size, of the symbol.
        case version
        /// The data mask.
        case mask
        /// The kind of symbol.
        case symbology
        /// A gradient of the modules, the background or the eyes.
        case gradient
        /// The picture in the middle.
        case logo
        /// The share of the symbol's side that the logo takes.
        case logoRatio
        /// The empty width around the logo.
        case logoMargin
        /// The picture behind the modules.
        case backgroundImage
        /// The text at the frame.
        case frameLabel
        /// The inks of a document for print.
        case ink
    }

    /// The part that is wrong.
    public let field: Field
    /// What was given, cut after 40 characters, because it may come from anybody.
    public let value: String
    /// What may be given, in words.
    public let allowed: String

    /// Makes an error about one part of a style.
    ///
    /// - Parameters:
    ///   - field: The part that is wrong.
    ///   - value: What was given, of any length.
    ///   - allowed: What may be given, in words.
    public init(field: Field, value: String, allowed: String) {
        self.field = field
        self.value = value.prefix(scalars: 40)
        self.allowed = allowed
    }

    /// One sentence with the field, the value and what is allowed.
    public var description: String {
        "\(field.rawValue) cannot be \"\(value)\"; allowed: \(allowed)."
    }
}

extension String {
    /// The first Unicode scalars: unlike characters, each of them has a bounded size.
    func prefix(scalars count: Int) -> String {
        String(UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
