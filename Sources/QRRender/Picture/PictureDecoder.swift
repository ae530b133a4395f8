// SPDX-License-Identifier: Apache-2.0

/// Turns the bytes of a file into a ``Picture``, whoever they come from.
///
/// The format is told by the first bytes. All sizes are checked before anything is allocated for pixels, so that a file
/// takes at most about 100 MiB while it is decoded, and a picture at most 4 MiB afterwards.
public enum PictureDecoder {
    /// The most bytes of a file: 2 MiB.
    public static let byteLimit = 2 << 20
    /// The most pixels along one side of a file's picture; see ``Picture/sideLimit`` for what is kept of them.
    public static let sideLimit = 8_192
    /// The most pixels of a file's picture: 16 Mi.
    public static let pixelLimit = 16 << 20

    /// Decodes a PNG, JPEG, WebP, GIF or BMP; of an animation the first frame.
    ///
    /// Pictures with more than 1,024 pixels along a side are scaled down to that by averaging. Color profiles are
    /// ignored; the orientation that cameras write into JPEG files is applied. What follows the picture in the file is
    /// left alone: only pixels go on from here.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: The picture.
    /// - Throws: ``PictureError`` when the file is too large, damaged, cut off or of another format.
    public static func decode(_ bytes: [UInt8]) throws(PictureError) -> Picture {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= byteLimit else { throw .tooManyBytes(bytes.count) }
        guard let format = PictureFormat(sniffing: bytes) else { throw .unknownFormat }
        let pixels =
            switch format {
            case .png: try PNGReader.read(bytes)
            case .jpeg: try JPEGReader.read(bytes)
            case .webP: try WebPReader.read(bytes)
            case .gif: try GIFReader.read(bytes)
            case .bmp: try BMPReader.read(bytes)
            case .svg, .tiff, .pdf, .icon, .heif: throw .refused(format)
            }
        return Picture(width: pixels.width, height: pixels.height, pixels: pixels.bytes)
    }

    /// Refuses sizes that are zero or over the limits.
    static func check(_ format: PictureFormat, width: Int, height: Int) throws(PictureError) {
        guard width > 0, height > 0 else { throw .damaged(format) }
        guard width <= sideLimit, height <= sideLimit, width * height <= pixelLimit else {
            throw .tooLarge(format, width: width, height: height)
        }
    }
}
