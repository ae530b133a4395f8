// SPDX-License-Identifier: Apache-2.0

/// Pictures in PostScript (Level 3, 4.10).
enum EPSImage {
    /// The operators that draw a picture into the unit square, with its samples behind them.
    ///
    /// Where a picture is hardly there, with less than half of its opacity, a mask leaves it out; elsewhere it is mixed
    /// with the backdrop.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - colors: The inks.
    ///   - backdrop: What translucent pixels are mixed with.
    /// - Returns: The operators.
    /// - Throws: ``RenderError/outOfMemory``.
    static func operators(_ picture: Picture, colors: InkColors, backdrop: Color) throws(RenderError) -> String {
        let isMasked = !picture.isOpaque
        let isPhotograph = !colors.isProcess && picture.isPhotograph
        let size = "/Width \(picture.width)/Height \(picture.height)/BitsPerComponent 8"
        let matrix = "/ImageMatrix[\(picture.width) 0 0 \(picture.height) 0 0]"
        let decode = Array(repeating: "0 1", count: colors.isProcess ? 4 : 3).joined(separator: " ")
        let filter = isPhotograph ? "DCTDecode" : "FlateDecode"
        let source = "/DataSource currentfile/ASCII85Decode filter/\(filter) filter"
        var image = "<</ImageType 1\(size)\(matrix)/Decode[\(decode)]\(source)>>"
        if isMasked {
            // Mask and colors of a pixel follow each other in one stream.
            let mask = "<</ImageType 1\(size)\(matrix)/Decode[0 1]>>"
            image = "<</ImageType 3/InterleaveType 1\n/DataDict \(image)\n/MaskDict \(mask)>>"
        }
        let content =
            isPhotograph
            ? try JPEGWriter.write(picture)
            : try PDFFile.compressed(samples(of: picture, colors: colors, backdrop: backdrop, isMasked: isMasked))
        return "\(image) image\n\(ASCII85.text(content))"
    }

    private static func samples(of picture: Picture, colors: InkColors, backdrop: Color, isMasked: Bool) -> [UInt8] {
        var samples: [UInt8] = []
        for index in stride(from: 0, to: picture.pixels.count, by: 4) {
            let color = Color(
                red: picture.pixels[index], green: picture.pixels[index + 1], blue: picture.pixels[index + 2],
                alpha: picture.pixels[index + 3],
            )
            if isMasked { samples.append(color.alpha < 128 ? 255 : 0) }
            samples += colors.samples(of: color.over(backdrop))
        }
        return samples
    }
}
