// SPDX-License-Identifier: Apache-2.0

public import QREncoder

/// Why a picture could not be made; every description says what was wrong and what is allowed.
public enum RenderError: Error, Hashable, Sendable {
    /// A part of the style is out of range.
    case style(StyleError)
    /// No format has this name.
    case unknownFormat(String)
    /// A size in pixels outside ``ImageSize/pixelRange``.
    case pixelsOutOfRange(Int)
    /// A size in inches outside ``ImageSize/inchRange``.
    case inchesOutOfRange(Double)
    /// A resolution outside ``ImageSize/dpiRange``.
    case dpiOutOfRange(Int)
    /// The picture has fewer pixels than modules; `least` pixels would do.
    case sizeTooSmall(pixels: Int, least: Int)
    /// The picture has more pixels along a side than its format is offered with; `most` pixels would do.
    case sizeTooLarge(pixels: Int, most: Int, format: ImageFormat)
    /// The title or the description has more bytes of UTF-8 than its limit.
    case textTooLong(field: TextField, bytes: Int, limit: Int)
    /// The content cannot be encoded as asked.
    case content(EncodingError)
    /// There is no memory for the picture.
    case outOfMemory
    /// So many pictures wait to be made that this one would come too late.
    case tooManyWaiting
    /// The picture of a style would not scan, for the reasons of the report; ``RenderRequest/allowsUnscannable`` makes it
    /// all the same.
    case unscannable(ScanReport, style: Style)

    /// The texts that accompany a picture.
    public enum TextField: String, Hashable, Sendable {
        /// ``RenderRequest/title``.
        case title
        /// ``RenderRequest/description``.
        case description
    }
}

extension RenderError: CustomStringConvertible {
    /// The name of the part of the request that is wrong, as in the native API.
    public var field: String {
        switch self {
        case .style(let error): error.field.rawValue
        case .unknownFormat: "format"
        case .pixelsOutOfRange, .sizeTooSmall, .sizeTooLarge, .outOfMemory, .tooManyWaiting: "size"
        case .inchesOutOfRange: "size_inches"
        case .dpiOutOfRange: "dpi"
        case .textTooLong(let field, _, _): field.rawValue
        case .content: "data"
        case .unscannable: faults.first?.field ?? "style"
        }
    }

    /// Every part of the request that is wrong; one but for a picture that would not scan for several reasons.
    public var faults: [RenderFault] {
        guard case .unscannable(let report, let style) = self else {
            return [RenderFault(field: field, description: description)]
        }
        return report.failures.map { reason in
            RenderFault(
                field: reason.field(of: style), description: "The picture would not scan. \(reason.description)", )
        }
    }

    /// One or two sentences: what is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .style(let error): error.description
        case .unknownFormat(let name):
            "format cannot be \"\(name.prefix(scalars: 40))\"; allowed: \(ImageFormat.allowed)."
        case .pixelsOutOfRange(let pixels):
            "size cannot be \(pixels); allowed: a whole number of pixels from 1 to 9000."
        case .inchesOutOfRange(let inches):
            "size_inches cannot be \(inches); allowed: a number of inches from 0.5 to 15."
        case .dpiOutOfRange(let dpi):
            "dpi cannot be \(dpi); allowed: a whole number from 72 to 600."
        case .sizeTooSmall(let pixels, let least):
            "A picture of \(pixels) pixels has less than one pixel a module; "
                + "allowed for this content and margin: at least \(least) pixels, or a vector format."
        case .sizeTooLarge(let pixels, let most, let format):
            "A picture of \(pixels) pixels is too large for \(format.rawValue); "
                + "allowed: at most \(most) pixels, or another format."
        case .textTooLong(let field, let bytes, let limit):
            "\(field.rawValue) has \(bytes) bytes; allowed: at most \(limit) bytes of UTF-8."
        case .content(let error): error.description
        case .outOfMemory:
            "There is no memory for a picture of this size; allowed: a smaller one, a vector format, or the same later."
        case .tooManyWaiting:
            "Too many pictures wait to be made; allowed: the same again in some seconds, or a smaller one."
        case .unscannable(let report, _):
            "The picture would not scan. \(report.failures.map(\.description).joined(separator: " "))"
        }
    }
}
