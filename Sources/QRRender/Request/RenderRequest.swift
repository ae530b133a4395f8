// SPDX-License-Identifier: Apache-2.0

/// Everything that decides what a picture looks like: two equal requests have the same bytes.
public struct RenderRequest: Hashable, Sendable {
    /// The most bytes of UTF-8 that a title may have.
    public static let titleLimit = 1_000
    /// The most bytes of UTF-8 that a description may have.
    public static let descriptionLimit = 4_000

    /// The text to encode; the encoder says when it is too long.
    public let text: String
    /// How the code looks and is encoded.
    public let style: Style
    /// The kind of picture.
    public let format: ImageFormat
    /// How large it is.
    public let size: ImageSize
    /// What the picture is called, for screen readers and tooltips (SVG, PDF, EPS); "QR code" when absent.
    public let title: String?
    /// What the picture is for, in a sentence or two, for screen readers (SVG, PDF).
    public let description: String?
    /// The inks it is printed with (PDF and EPS only).
    public let ink: PrintInk
    /// Whether a picture that does not scan is made all the same.
    public let allowsUnscannable: Bool
    /// How much is done to make a PNG small.
    public var effort = CompressionEffort.fast

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - text: The text to encode.
    ///   - style: How the code looks and is encoded.
    ///   - format: The kind of picture.
    ///   - size: How large it is.
    ///   - title: What the picture is called, at most ``titleLimit`` bytes; plain text, any characters.
    ///   - description: What the picture is for, at most ``descriptionLimit`` bytes; plain text, any characters.
    ///   - ink: The inks it is printed with.
    ///   - allowsUnscannable: Whether a picture that does not scan is made all the same.
    /// - Throws: ``RenderError/textTooLong(field:bytes:limit:)``.
    public init(
        text: String,
        style: Style = .standard,
        format: ImageFormat = .png,
        size: ImageSize = .automatic,
        title: String? = nil,
        description: String? = nil,
        ink: PrintInk = .rgb,
        allowsUnscannable: Bool = false,
    ) throws(RenderError) {
        try Self.check(title, .title, limit: Self.titleLimit)
        try Self.check(description, .description, limit: Self.descriptionLimit)
        self.init(text, style, format, size, title, description, ink: ink, allowsUnscannable: allowsUnscannable)
    }

    init(
        _ text: String,
        _ style: Style,
        _ format: ImageFormat,
        _ size: ImageSize,
        _ title: String?,
        _ description: String?,
        ink: PrintInk,
        allowsUnscannable: Bool,
    ) {
        self.text = text
        self.style = style
        self.format = format
        self.size = size
        self.title = title
        self.description = description
        self.ink = ink
        self.allowsUnscannable = allowsUnscannable
    }

    private static func check(_ text: String?, _ field: RenderError.TextField, limit: Int) throws(RenderError) {
        guard let bytes = text?.utf8.count, bytes > limit else { return }
        throw .textTooLong(field: field, bytes: bytes, limit: limit)
    }
}
