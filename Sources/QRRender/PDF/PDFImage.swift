// SPDX-License-Identifier: Apache-2.0

/// Pictures as image objects (PDF 1.7, 8.9.5).
enum PDFImage {
    /// Writes a picture, once however often it occurs.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - colors: The inks.
    ///   - file: The file.
    /// - Returns: The number of the object.
    /// - Throws: ``RenderError/outOfMemory``.
    static func write(_ picture: Picture, colors: InkColors, to file: inout PDFFile) throws(RenderError) -> Int {
        if let known = file.images[picture.digest] { return known }
        let size = "/Type/XObject/Subtype/Image/Width \(picture.width)/Height \(picture.height)/BitsPerComponent 8"
        var mask = ""
        if !picture.isOpaque {
            let alpha = stride(from: 3, to: picture.pixels.count, by: 4).map { picture.pixels[$0] }
            let number = file.announce()
            try file.write(number, entries: "\(size)/ColorSpace/DeviceGray", stream: alpha)
            mask = "/SMask \(number) 0 R"
        }
        let number = file.announce()
        let entries = "\(size)/ColorSpace\(colors.space)\(mask)"
        if !colors.isProcess, picture.isPhotograph {
            file.write(number, entries: entries, filter: "DCTDecode", filtered: try JPEGWriter.write(picture))
        } else {
            try file.write(number, entries: entries, stream: colors.samples(of: picture))
        }
        file.images[picture.digest] = number
        return number
    }
}

extension InkColors {
    /// The samples of a picture, without alpha.
    func samples(of picture: Picture) -> [UInt8] {
        guard isProcess else { return picture.pixels[...].withoutAlpha }
        var samples: [UInt8] = []
        samples.reserveCapacity(picture.pixels.count)
        for index in stride(from: 0, to: picture.pixels.count, by: 4) {
            samples += self.samples(
                of: Color(
                    red: picture.pixels[index], green: picture.pixels[index + 1], blue: picture.pixels[index + 2],
                )
            )
        }
        return samples
    }
}
