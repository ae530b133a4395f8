// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRender

/// A picture inside an answer in JSON, with what it says of itself.
enum PictureObject {
    /// Writes the members `format`, `image` and `scanReport`.
    static func write(_ image: RenderedImage, to writer: inout JSONWriter) {
        writer.member("format", image.format.rawValue)
        writer.member("image", text(of: image))
        if let report = image.scanReport {
            writer.member("scanReport") { ScanReportObject.write(report, to: &$0) }
        }
    }

    /// An SVG as it is, everything else as a `data:` URI (RFC 2397).
    private static func text(of image: RenderedImage) -> String {
        if image.format == .svg { return String(decoding: image.bytes, as: UTF8.self) }
        return "data:\(image.format.mediaType);base64,\(Data(image.bytes).base64EncodedString())"
    }
}
