// SPDX-License-Identifier: Apache-2.0

/// A PNG file without the chunks that its pixels do not need.
///
/// libpng unpacks every text and profile on its way to the pixels, up to 8 MB each: a file of 2 MB could ask for
/// gigabytes. Animations lose their further frames, which are chunks of their own.
struct PNGEssence {
    /// The width that the header gives.
    let width: Int
    /// The height that the header gives.
    let height: Int
    /// A PNG file again.
    let bytes: [UInt8]

    private static let signatureLength = 8
    /// Length, type and checksum.
    private static let frameLength = 12
    private static let kept: Set<String> = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"]

    /// Walks the chunks of PNG (Third Edition), §5.3, from the header to the end; the checksums are libpng's business.
    init(of file: [UInt8]) throws(PictureError) {
        var essence = Array(file.prefix(Self.signatureLength))
        var sides: (width: Int, height: Int)?
        var position = Self.signatureLength
        while true {
            guard let length = file.bigEndian(4, at: position),
                length <= file.count - position - Self.frameLength
            else { throw .cutOff(.png) }
            let type = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
            if sides == nil {
                guard type == "IHDR", let width = file.bigEndian(4, at: position + 8),
                    let height = file.bigEndian(4, at: position + 12)
                else { throw .damaged(.png) }
                sides = (width, height)
            }
            let end = position + Self.frameLength + length
            if Self.kept.contains(type) { essence += file[position..<end] }
            position = end
            if type == "IEND" { break }
        }
        guard let sides else { throw .damaged(.png) }
        width = sides.width
        height = sides.height
        bytes = essence
    }
}
