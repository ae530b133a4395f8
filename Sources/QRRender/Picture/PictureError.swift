// SPDX-License-Identifier: Apache-2.0

/// Why a file cannot be used as a logo or background picture: what it is, and what is allowed instead.
public struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The files that ``PictureDecoder/decode(_:)`` reads, in words for a message.
    public static let allowed =
        "PNG, JPEG, WebP, GIF or BMP of at most 2 MB, 8,192 pixels a side and 16 megapixels"

    /// What was found, as a noun phrase such as "an SVG file"; it never quotes the file.
    public let found: String

    init(found: String) {
        self.found = found
    }

    /// One sentence with what was found and what is allowed.
    public var description: String { sentence(about: "the picture") }

    /// One sentence with what was found and what is allowed, without a full stop.
    ///
    /// - Parameter subject: What the picture is for, such as "the logo".
    /// - Returns: The sentence.
    public func sentence(about subject: String) -> String {
        "\(subject) is \(found); allowed: \(Self.allowed)"
    }
}

extension PictureError {
    static let empty = PictureError(found: "an empty file")
    static let unknownFormat = PictureError(found: "no picture of a known format")

    static func tooManyBytes(_ count: Int) -> PictureError {
        PictureError(found: "a file of \(count) bytes")
    }

    static func refused(_ format: PictureFormat) -> PictureError {
        PictureError(found: "\(format.article) \(format.rawValue) file")
    }

    /// Broken, cut off, or of a variant that its own decoder does not know.
    static func damaged(_ format: PictureFormat) -> PictureError {
        PictureError(found: "a damaged \(format.rawValue) file")
    }

    static func cutOff(_ format: PictureFormat) -> PictureError {
        PictureError(found: "\(format.article) \(format.rawValue) file that is cut off")
    }

    static func tooLarge(_ format: PictureFormat, width: Int, height: Int) -> PictureError {
        PictureError(found: "\(format.article) \(format.rawValue) of \(width) x \(height) pixels")
    }

    /// Of a known format, but in a rare form of it.
    static func variant(_ found: String) -> PictureError {
        PictureError(found: found)
    }

    /// Within the limits, and yet too much to unpack.
    static func tooComplex(_ format: PictureFormat) -> PictureError {
        PictureError(found: "\(format.article) \(format.rawValue) file that takes too much to unpack")
    }
}

extension PictureFormat {
    fileprivate var article: String {
        switch self {
        case .svg, .icon, .heif: "an"
        case .png, .jpeg, .webP, .gif, .bmp, .tiff, .pdf: "a"
        }
    }
}
