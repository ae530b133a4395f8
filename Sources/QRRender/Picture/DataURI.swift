// SPDX-License-Identifier: Apache-2.0

/// A file within a link, `data:[media type][;base64],data` (RFC 2397).
public struct DataURI: Hashable, Sendable {
    /// What the link says the file is, possibly nothing; only the bytes tell what it is.
    public let mediaType: String
    /// The file.
    public let bytes: [UInt8]

    /// The most bytes before the comma; media types with parameters stay far below.
    private static let headerLimit = 256

    /// Whether a text begins like a data URI; the scheme has letters of either case.
    ///
    /// - Parameter text: A link, possibly of another scheme.
    /// - Returns: Whether ``init(_:)`` is the way to read it.
    public static func isDataURI(_ text: String) -> Bool {
        text.utf8.prefix(5).elementsEqual("data:".utf8) || text.prefix(5).lowercased() == "data:"
    }

    /// Reads a data URI of a file that is no larger than ``PictureDecoder/byteLimit``.
    ///
    /// As in browsers, percent escapes are resolved first, base64 may hold white space and lack its padding.
    ///
    /// - Parameter text: The link.
    /// - Throws: ``PictureError`` when the text is no data URI, is malformed or holds too much.
    public init(_ text: String) throws(PictureError) {
        guard Self.isDataURI(text) else { throw PictureError(found: "no data URI") }
        // Every byte is at most one escape of three characters.
        guard text.utf8.count <= PictureDecoder.byteLimit * 3 + Self.headerLimit else { throw Self.tooLong }
        let rest = Array(text.utf8.dropFirst(5))
        guard let comma = rest.prefix(Self.headerLimit).firstIndex(of: UInt8(ascii: ",")) else {
            throw PictureError(found: "a data URI without a comma")
        }
        let header = String(decoding: rest[..<comma], as: UTF8.self)
        guard let data = PercentEscapes.resolve(rest[(comma + 1)...]) else {
            throw PictureError(found: "a data URI with malformed escapes")
        }
        let suffix = ";base64"
        if header.lowercased().hasSuffix(suffix) {
            guard let decoded = Base64.decode(data) else {
                throw PictureError(found: "a data URI with malformed base64")
            }
            mediaType = String(header.dropLast(suffix.count))
            bytes = decoded
        } else {
            mediaType = header
            bytes = data
        }
        guard bytes.count <= PictureDecoder.byteLimit else { throw Self.tooLong }
    }

    private static let tooLong = PictureError(found: "a data URI of more than 2 MB")
}

/// The escapes of RFC 3986, section 2.1.
private enum PercentEscapes {
    /// The bytes with every `%` and two digits replaced; nil where digits are missing.
    static func resolve(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            guard text[index] == UInt8(ascii: "%") else {
                bytes.append(text[index])
                index += 1
                continue
            }
            guard index + 2 < text.endIndex, let high = digit(text[index + 1]), let low = digit(text[index + 2]) else {
                return nil
            }
            bytes.append(high << 4 | low)
            index += 3
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
