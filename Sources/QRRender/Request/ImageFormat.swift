// SPDX-License-Identifier: Apache-2.0

/// The kinds of picture that can be made.
public enum ImageFormat: String, CaseIterable, Hashable, Sendable, Codable {
    /// A PNG with as few bits a pixel as its colors need: one for black on white.
    case png
    /// An SVG with one path of region outlines.
    case svg
    /// A WebP, without loss where there are few colors; at most 4,096 pixels a side.
    case webp
    /// A JPEG on white.
    case jpg
    /// A PDF of one page, exactly as large as the code; one pixel of a size without a resolution is a point (1/72 inch).
    case pdf
    /// An Encapsulated PostScript file (Level 3) with the size of the PDF, transparency mixed with the background.
    case eps
    /// Text of Unicode half blocks for a terminal, two rows of modules a line, quiet zone included.
    ///
    /// The light modules are the blocks, for light text on a dark background, as in `qrencode -t UTF8`. A style whose
    /// foreground is lighter than its background makes the dark modules the blocks, for dark text on a light background.
    case utf8
    /// Text with a row of the characters `0` and `1` a line, without quiet zone.
    case matrix

    /// The names of all formats, in words for a message.
    public static var allowed: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// The format of this name; letters of either case.
    ///
    /// - Parameter name: The name as a user writes it, such as `png`, `SVG` or `jpeg`.
    public init?(name: String) {
        guard name.utf8.count <= 16 else { return nil }
        let name = name.lowercased()
        self.init(rawValue: name == "jpeg" ? "jpg" : name)
    }

    /// The media type for `Content-Type`.
    public var mediaType: String {
        switch self {
        case .png: "image/png"
        case .svg: "image/svg+xml"
        case .webp: "image/webp"
        case .jpg: "image/jpeg"
        case .pdf: "application/pdf"
        case .eps: "application/postscript"
        case .utf8, .matrix: "text/plain; charset=utf-8"
        }
    }

    /// The usual ending of a file's name, without the dot.
    public var fileExtension: String {
        switch self {
        case .png: "png"
        case .svg: "svg"
        case .webp: "webp"
        case .jpg: "jpg"
        case .pdf: "pdf"
        case .eps: "eps"
        case .utf8, .matrix: "txt"
        }
    }
}
