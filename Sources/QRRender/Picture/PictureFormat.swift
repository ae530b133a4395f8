// SPDX-License-Identifier: Apache-2.0

/// The kinds of file that come as pictures, told by their first bytes and never by a name or a media type.
enum PictureFormat: String, Hashable, Sendable {
    case png = "PNG"
    case jpeg = "JPEG"
    case webP = "WebP"
    case gif = "GIF"
    case bmp = "BMP"
    // These are only recognized, so that the refusal can name them.
    case svg = "SVG"
    case tiff = "TIFF"
    case pdf = "PDF"
    case icon = "ICO"
    /// AVIF, HEIC and the other pictures in an ISO base media file.
    case heif = "HEIF"

    /// The format of a file, or nil where the first bytes are of none that is known.
    init?(sniffing bytes: [UInt8]) {
        if let known = Self.signatures.first(where: { $0.matches(bytes) }) {
            self = known.format
        } else if Self.looksLikeSVG(bytes) {
            self = .svg
        } else {
            return nil
        }
    }

    private struct Signature {
        let format: PictureFormat
        let offset: Int
        let bytes: [UInt8]

        init(_ format: PictureFormat, _ bytes: [UInt8], at offset: Int = 0) {
            self.format = format
            self.offset = offset
            self.bytes = bytes
        }

        func matches(_ file: [UInt8]) -> Bool {
            file.dropFirst(offset).starts(with: bytes)
        }
    }

    private static let signatures: [Signature] = [
        Signature(.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        Signature(.jpeg, [0xFF, 0xD8, 0xFF]),
        Signature(.gif, Array("GIF87a".utf8)),
        Signature(.gif, Array("GIF89a".utf8)),
        Signature(.webP, Array("WEBP".utf8), at: 8),
        Signature(.bmp, Array("BM".utf8)),
        Signature(.tiff, [0x49, 0x49, 0x2A, 0x00]),
        Signature(.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
        Signature(.pdf, Array("%PDF-".utf8)),
        Signature(.icon, [0x00, 0x00, 0x01, 0x00]),
        Signature(.heif, Array("ftyp".utf8), at: 4),
    ]

    /// A text that opens an `svg` element early on, whatever declarations and comments stand before it.
    private static func looksLikeSVG(_ bytes: [UInt8]) -> Bool {
        let text = bytes.prefix(4_096).filter { $0 != 0 }
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        guard text.first(where: { !blank.contains($0) }) == UInt8(ascii: "<") else { return false }
        return text.indices.contains { text[$0...].starts(with: "<svg".utf8) }
    }
}
