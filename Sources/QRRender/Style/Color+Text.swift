// SPDX-License-Identifier: Apache-2.0

extension Color: CustomStringConvertible {
    /// The forms of a color that ``init(_:field:)`` reads, in words for a message.
    public static let allowed = "#RGB, #RRGGBB, #RRGGBBAA, black, white or transparent"

    private static let names: [String: Color] = ["black": .black, "white": .white, "transparent": .transparent]

    /// Reads `#RGB`, `#RRGGBB`, `#RRGGBBAA`, `black`, `white` or `transparent`; letters of either case.
    ///
    /// - Parameters:
    ///   - text: The color as a user writes it.
    ///   - field: The part of the style the color is for, named by the error.
    /// - Throws: ``StyleError`` with the field, the text and ``allowed`` when the text has another form.
    public init(_ text: String, field: StyleError.Field) throws(StyleError) {
        guard text.utf8.count <= 16, let color = Self.names[text.lowercased()] ?? Self(hex: text) else {
            throw StyleError(field: field, value: text, allowed: Self.allowed)
        }
        self = color
    }

    /// `#rrggbb`, or `#rrggbbaa` where the color is not opaque; ``init(_:field:)`` reads it back.
    public var description: String {
        let digits = Array("0123456789abcdef")
        let channels = alpha == 255 ? [red, green, blue] : [red, green, blue, alpha]
        return "#" + String(channels.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private init?(hex text: String) {
        guard text.utf8.first == UInt8(ascii: "#") else { return nil }
        var digits: [UInt8] = []
        for character in text.dropFirst() {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            digits.append(UInt8(digit))
        }
        switch digits.count {
        case 3: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
        case 6, 8:
            let channels = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
            self.init(
                red: channels[0],
                green: channels[1],
                blue: channels[2],
                alpha: channels.count == 4 ? channels[3] : 255,
            )
        default: return nil
        }
    }
}
