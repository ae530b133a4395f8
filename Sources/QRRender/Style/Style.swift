// SPDX-License-Identifier: Apache-2.0

public import QREncoder

/// How a code looks and how it is encoded, apart from its content, format and size; always valid.
///
/// Every part is checked when it is made, so every style that exists can be drawn.
public struct Style: Hashable, Sendable {
    /// The width of the quiet zone in modules, 0…100.
    ///
    /// ISO/IEC 18004:2015, 9.1, asks for 4. A code that stands on a plain light background of its own can do with less.
    public let margin: Int
    /// What the dark modules are painted with.
    public var foreground: Paint
    /// What the light modules and the quiet zone are painted with.
    public var background: Paint
    /// The kind of symbol; the small ones are drawn as plain squares, with paints and margin but nothing else.
    public var symbology = Symbology.qr
    /// The shape of the dark modules outside the eyes.
    public var pattern = ModulePattern.squares
    /// How the three eyes look.
    public var eyes = EyeStyle.standard
    /// The outline of the whole code.
    public var silhouette = Silhouette.square
    /// The picture in the middle, if any.
    public var logo: Logo?
    /// The picture behind the modules, which fills the symbol and its quiet zone, if any.
    public var backgroundPicture: Picture?
    /// The frame around the code, if any.
    public var frame: LabelFrame?
    /// The exact error correction level; `nil` stands for medium, raised as far as the version stays the same.
    public let errorCorrection: ErrorCorrection?
    /// The exact version, 1…40; `nil` stands for the smallest that holds the content.
    public let version: Int?
    /// The exact data mask, 0…7; `nil` stands for the one with the least penalty.
    public let mask: Int?

    /// Black on white with a quiet zone of four modules, everything else left to the encoder.
    public static let standard = Style()

    /// Makes a style from its parts.
    ///
    /// - Parameters:
    ///   - margin: The width of the quiet zone in modules, 0…100.
    ///   - foreground: What the dark modules are painted with.
    ///   - background: What everything else is painted with.
    ///   - errorCorrection: The exact level, or `nil` for medium, boosted where it costs nothing.
    ///   - version: The exact version 1…40, or `nil` for the smallest that fits.
    ///   - mask: The exact mask 0…7, or `nil` for the best.
    /// - Throws: ``StyleError`` that names the first part out of range.
    public init(
        margin: Int = 4,
        foreground: Paint = .black,
        background: Paint = .white,
        errorCorrection: ErrorCorrection? = nil,
        version: Int? = nil,
        mask: Int? = nil,
    ) throws(StyleError) {
        try Self.check(margin, in: 0...100, .margin, of: "modules")
        if let version { try Self.check(version, in: 1...40, .version) }
        if let mask { try Self.check(mask, in: 0...7, .mask) }
        self.margin = margin
        self.foreground = foreground
        self.background = background
        self.errorCorrection = errorCorrection
        self.version = version
        self.mask = mask
    }

    private init() {
        (margin, foreground, background) = (4, .black, .white)
        (errorCorrection, version, mask) = (nil, nil, nil)
    }

    private init(_ style: Style, margin: Int, foreground: Color, background: Color) {
        (self.margin, self.foreground, self.background) = (margin, .solid(foreground), .solid(background))
        (errorCorrection, version, mask) = (style.errorCorrection, style.version, style.mask)
    }

    /// The same encoding in plain squares of two colors; the margin must be in range.
    func plain(margin: Int, foreground: Color, background: Color) -> Style {
        Style(self, margin: margin, foreground: foreground, background: background)
    }

    private static func check(
        _ value: Int,
        in range: ClosedRange<Int>,
        _ field: StyleError.Field,
        of unit: String = "",
    ) throws(StyleError) {
        guard !range.contains(value) else { return }
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        throw StyleError(field: field, value: String(value), allowed: unit.isEmpty ? allowed : "\(allowed) (\(unit))")
    }
}
