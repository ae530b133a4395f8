// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A picture inside an SVG document, encoded anew from its pixels: nothing of a file from outside gets in.
enum SVGPicture {
    /// The namespace that ``element(_:clip:)`` needs: SVG 2 has a plain `href`, which older design programs do not know.
    static let namespace = " xmlns:xlink=\"http://www.w3.org/1999/xlink\""

    /// The element of a picture.
    ///
    /// - Parameters:
    ///   - layer: The picture and where it lies.
    ///   - clip: The attribute that cuts it, if it is cut.
    /// - Returns: The element.
    /// - Throws: ``RenderError/outOfMemory``.
    static func element(_ layer: PictureLayer, clip: String?) throws(RenderError) -> [UInt8] {
        var element = Array("<image".utf8)
        let frame = layer.frame
        for (name, value) in [("x", frame.x), ("y", frame.y), ("width", frame.width), ("height", frame.height)] {
            element += " \(name)=\"".utf8
            element.append(number: value)
            element.append(UInt8(ascii: "\""))
        }
        element += " preserveAspectRatio=\"none\"".utf8
        if let clip { element += " \(clip)".utf8 }
        let isPhotograph = layer.picture.isPhotograph
        element += " xlink:href=\"data:image/\(isPhotograph ? "jpeg" : "png");base64,".utf8
        let file = isPhotograph ? try JPEGWriter.write(layer.picture) : try PNGWriter.write(layer.picture)
        element += Data(file).base64EncodedData()
        return element + "\"/>".utf8
    }
}
