// SPDX-License-Identifier: Apache-2.0

public import QREncoder

/// The JSON of a style is an object of `margin`, `foreground`, `background` and, where they are set, `errorCorrection`
/// (`L`, `M`, `Q`, `H`), `version` and `mask`. Absent members have their defaults, so that what a store keeps today
/// stays readable when styles learn more.
extension Style: Codable {
    private typealias Key = StyleError.Field

    /// Reads a style and checks it like the initialiser.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError.dataCorrupted` with the ``StyleError`` as the underlying error, or what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        do {
            let level = try container.decodeIfPresent(String.self, forKey: .errorCorrection)
            try self.init(
                margin: container.decodeIfPresent(Int.self, forKey: .margin) ?? Style.standard.margin,
                foreground: Self.color(.foreground, in: container) ?? Style.standard.foreground,
                background: Self.color(.background, in: container) ?? Style.standard.background,
                errorCorrection: level.map(ErrorCorrection.init(named:)),
                version: container.decodeIfPresent(Int.self, forKey: .version),
                mask: container.decodeIfPresent(Int.self, forKey: .mask),
            )
        } catch let error as StyleError {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: container.codingPath + [error.field],
                    debugDescription: error.description,
                    underlyingError: error,
                )
            )
        }
    }

    /// Writes the style; decoding gives an equal one.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(margin, forKey: .margin)
        try container.encode(foreground.description, forKey: .foreground)
        try container.encode(background.description, forKey: .background)
        try container.encodeIfPresent(errorCorrection?.letter, forKey: .errorCorrection)
        try container.encodeIfPresent(version, forKey: .version)
        try container.encodeIfPresent(mask, forKey: .mask)
    }

    private static func color(_ key: Key, in container: KeyedDecodingContainer<Key>) throws -> Color? {
        try container.decodeIfPresent(String.self, forKey: key).map { try Color($0, field: key) }
    }
}

extension StyleError.Field: CodingKey {}

extension ErrorCorrection {
    /// The level named by `L`, `M`, `Q` or `H`, in either case.
    ///
    /// - Parameter name: The letter as a user writes it.
    /// - Throws: ``StyleError`` for `errorCorrection` with the allowed letters for anything else.
    public init(named name: String) throws(StyleError) {
        guard let level = ErrorCorrection(letter: name) else {
            throw StyleError(field: .errorCorrection, value: name, allowed: "L, M, Q or H")
        }
        self = level
    }
}
